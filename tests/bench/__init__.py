"""How long the build takes: `make bench` prints tables; the tests here are of the tables only."""
