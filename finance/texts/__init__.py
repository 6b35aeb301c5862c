"""The texts of a quarter beside its tables: which tell figures, what they are held against, and what they can cite."""
