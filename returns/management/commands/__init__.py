"""Commands of the staff's floor."""
