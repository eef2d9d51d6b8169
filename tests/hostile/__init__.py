"""What a stranger may send: files that are no YAML, numbers that are none, and texts that want to run."""
