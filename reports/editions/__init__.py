"""Editions: drawing all of a report into files, listing them, and looking after those that are kept."""
