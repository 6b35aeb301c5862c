"""What the report's templates need beyond Django's own."""
