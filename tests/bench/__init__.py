"""How long the build takes: `make bench` prints a table; nothing here is a test."""
