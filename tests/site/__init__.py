"""The built site, as a reader and a machine find it."""
