"""Privacy: what is found in texts, what is withheld, and that neither comes out anywhere."""
