"""Reports on paper: tagged, complete, the same bytes each time, and nothing fetched for them."""
