"""The words of facts in the language that is switched on, looked up once: a report has thousands of facts and fifty words."""

from functools import cache

from django.utils.translation import get_language, gettext


def word(message: str) -> str:
    """A message in the language that is switched on."""
    return _word(message, get_language())


@cache
def _word(message: str, language: str | None) -> str:
    """Looked up under its language, since the words of another are others."""
    return gettext(message)
