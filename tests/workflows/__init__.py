"""The workflows that a new project gets: their form, what they may do, and the commands in them."""
