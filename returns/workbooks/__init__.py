"""The quarter as a workbook: written for a person to fill in offline, read back with care, compared, and applied whole."""
