"""Background work: asking for it, doing it once, and showing how far it is. Floors above bring the work itself."""
