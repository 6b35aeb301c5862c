"""For those who run the portal on a server: whether it is well, what it measures, backing it up and restoring it."""
