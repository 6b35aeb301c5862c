"""A figure apart from any record: its address, how it is written, what it counts, and what it is worked out from. Pure."""
