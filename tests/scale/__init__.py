"""Builds from the shelf, shards, and what they must have in common with a build from nothing."""
