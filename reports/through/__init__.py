"""What goes through the quarters: the register of commitments, what changed and the indicators, of published documents."""
