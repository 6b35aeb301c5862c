"""A report in two languages: which of its texts are words, how the portal's own read in each, and the same document in the other.

Pure, but for what it is given: documents in, documents out. The words that the office wrote in its second language come from
`translations`, by way of whoever assembles the document.
"""

from .prose import as_typed, needs_words
from .second import InSecond, in_second, in_second_language, of_office, places
from .tongues import Tongue

__all__ = ["InSecond", "Tongue", "as_typed", "in_second", "in_second_language", "needs_words", "of_office", "places"]
