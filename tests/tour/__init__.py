"""Pictures of every page kind, for docs/tour/ (`make tour`)."""
