"""What staff type on the pages of a quarter, read into clean values; nothing here saves anything."""
