"""What ties cells together: what a tie says, which ties the tables suggest, and what each comes to in its cells."""
