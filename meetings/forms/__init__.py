"""What the clerk types about meetings, as clean values; nothing here saves."""
