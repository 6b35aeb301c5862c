"""The staff's floor: the quarter's work across the records. Today it loads a plan and a quarter from files."""
