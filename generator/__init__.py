"""Amanah: transparency reports that a donor can check."""
