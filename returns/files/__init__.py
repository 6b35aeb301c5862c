"""The file format for a plan and for a quarter: its shape, how it is read, and how it becomes records."""
