"""What pages and the command show of a quarter's finance part, in words and in their order; nothing is saved here."""
