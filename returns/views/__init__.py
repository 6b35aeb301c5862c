"""The pages of the staff's floor."""
