"""Measures the portal against yardsticks taken in the same run on the same machine: `make bench`."""
