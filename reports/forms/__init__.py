"""The forms of this floor: publishing, and searching."""
