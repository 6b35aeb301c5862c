"""The ground: rows that never change once they are written, held by the database itself; knows nothing of the portal."""
