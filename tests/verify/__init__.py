"""Tests of the manifest and of what is held against it."""
