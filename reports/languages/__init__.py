"""A report in two languages: which of its texts are words, how the portal's own read in each, and the same document in the other.

Pure, but for what it is given: documents in, documents out. The words that the office wrote in its second language come from
`translations`, by way of whoever assembles the document.
"""

from .prose import as_typed, needs_words
from .second import InSecond, in_second, in_second_language, of_office, places
from .spoken import NotSpoken, folder_of, languages_of, spoken, stands_in

__all__ = [
    "InSecond",
    "NotSpoken",
    "as_typed",
    "folder_of",
    "in_second",
    "in_second_language",
    "languages_of",
    "needs_words",
    "of_office",
    "places",
    "spoken",
    "stands_in",
]
