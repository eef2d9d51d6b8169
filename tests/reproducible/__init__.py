"""The same commit gives the same bytes, wherever and whenever it is built."""
