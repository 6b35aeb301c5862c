"""Below the ground: what stands in a line of the log, and to which request or job it belongs; knows nothing of the portal."""
