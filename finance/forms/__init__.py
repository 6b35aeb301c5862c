"""Text from a person made into clean values for the finance part; nothing is saved here."""
