"""The documentation tested: examples run, links resolve, commands and options are described."""
