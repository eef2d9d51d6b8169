"""Pages: prose, numbers, links and what hostile text does there."""
