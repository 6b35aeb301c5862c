"""The lowest ground: reads what strangers hand in by a process of its own, within limits; called by pdf and spreadsheets."""
