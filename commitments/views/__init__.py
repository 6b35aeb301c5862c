"""The pages on which an administrator keeps the plan between quarters."""
