"""What a table is made of: what is said of it, its columns and its rows, and what else names them."""
