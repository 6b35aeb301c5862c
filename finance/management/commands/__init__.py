"""Commands of the finance floor."""
