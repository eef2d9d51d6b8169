"""Web forms: out of the model, through a browser, into the files."""
