"""The agenda pack: one PDF of everything that a meeting has before it, for the public or for the members."""
