"""The archive: all that a portal holds in one open file, written and read back. docs/archive.md describes it for its readers."""
