"""Words and figures: what a text cites from the tables, and a reader that advises where plain words do not fit them."""

from .advice import Advice
from .citations import Broken, Citation, Form, Resolved, citations, cited, forms_of, resolve, token
from .facts import Fact, Facts, NamedShare
from .reader import advise

__all__ = [
    "Advice",
    "Broken",
    "Citation",
    "Fact",
    "Facts",
    "Form",
    "NamedShare",
    "Resolved",
    "advise",
    "citations",
    "cited",
    "forms_of",
    "resolve",
    "token",
]
