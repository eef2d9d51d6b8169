"""Tests of the fictional example publisher."""
