"""The pages on which a quarter’s finance part is kept, one subject a file."""
