"""A file of a spreadsheet program from which a statement is filled in: the statement found in it, and what it would change."""
