"""What is needed to judge files of IATI: the official schemas, and a reader of the official ruleset."""
