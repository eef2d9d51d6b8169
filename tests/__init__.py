"""Tests, in folders that mirror `generator/`."""
