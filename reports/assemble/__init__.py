"""Assembles a quarter's records into its report document; pages, PDF and data files start here.

The number of queries is fixed: it depends neither on the number of quarters held nor on that of commitments.
"""

from .report import NotPublished, assemble, published_document

__all__ = ["NotPublished", "assemble", "published_document"]
