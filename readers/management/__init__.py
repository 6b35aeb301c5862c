"""Commands of the public's floor."""
