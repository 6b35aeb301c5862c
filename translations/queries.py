"""Which texts are there in a language."""

from collections.abc import Iterable

from translations.models import Translation, digest_of


def texts_in(language: str, sources: Iterable[str]) -> dict[str, str]:
    """Of these texts, those that are there in this language, by the words that they translate. One query."""
    digests = {digest_of(source) for source in sources}
    found = Translation.objects.filter(language=language, digest__in=digests)
    return dict(found.values_list("source", "text"))
