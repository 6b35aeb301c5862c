"""Who uses the portal: people and their roles, how they sign in, and who may open which page."""
