"""Tests of everything that is made of pixels."""
