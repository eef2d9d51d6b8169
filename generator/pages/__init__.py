"""Pages: one file a page kind, with a template of the same name; HTML out of Jinja with autoescape."""
