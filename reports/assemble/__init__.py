"""Assembles a quarter's records into its report document: for publishing, for a preview, for the command line.

The number of queries is fixed: it depends neither on the number of quarters held nor on that of commitments.
"""

from .report import Assembly, assemble

__all__ = ["Assembly", "assemble"]
