"""What goes wrong around a build: kills, disks, caches, machines that lack something, and strangers."""
