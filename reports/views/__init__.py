"""The pages of the reader's floor: the published reports, and the register of commitments."""
