"""The files of what is published: where they are kept, which some row names, and how they are answered."""
