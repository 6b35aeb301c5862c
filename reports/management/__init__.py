"""Commands of the reader's floor."""
