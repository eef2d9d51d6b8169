"""The vocabulary of a transparency report: frozen, typed records, every number in them a figure."""
