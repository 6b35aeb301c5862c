"""The commitments of the plan: their numbers and wordings, the lines they stand on each quarter, and each line's status."""
