"""Commands of the clerk’s floor."""
