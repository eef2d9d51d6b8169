"""The past of figures, told from real git repositories."""
