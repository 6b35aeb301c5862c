"""What templates need to mark words of another language."""
