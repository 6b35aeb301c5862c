"""A backup: the database as its own tools write it and all stored files, in one file that needs this software to be read."""
