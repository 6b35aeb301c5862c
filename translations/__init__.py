"""What the office wrote in its second language, by the words that these translate: each once."""
