"""The one write: texts in a language, as a page of them was saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from translations.models import Translation, digest_of
from translations.queries import texts_in
from translations.spoken import ends_alike


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a text, and what stood there when the person saw it ("" where nothing did)."""

    text: str
    seen: str


@transaction.atomic
def keep_texts(*, language: str, texts: Mapping[str, Typed], by: User | None) -> dict[str, str]:
    """Keep texts by the words that they translate; an empty one takes away what is there. Its history says who did.

    What the person did not touch stays as it is. Given are the texts that somebody else has saved meanwhile in other words,
    with those words: they stay as well, and the person is told. Raises PermissionError for
    somebody who is not of the office's staff.
    """
    if by is not None and not by.is_office_staff:
        raise PermissionError(_("The office’s staff writes its texts."))
    given = {source: Typed(ends_alike(typed.text), ends_alike(typed.seen)) for source, typed in texts.items()}
    touched = {source: typed for source, typed in given.items() if typed.text != typed.seen}
    digests = {digest_of(source): source for source in touched}
    held = {
        digests[one.digest]: one
        for one in Translation.objects.select_for_update().filter(language=language, digest__in=digests)
    }
    conflicts: dict[str, str] = {}
    for source, typed in touched.items():
        said = _keep(language, source, typed, held.get(source), by)
        if said is not None:
            conflicts[source] = said
    return conflicts


def say_texts(*, language: str, texts: Mapping[str, str], by: User | None) -> None:
    """Keep texts whatever stands there: those that a person writes without having had the others before their eyes."""
    standing = texts_in(language, texts)
    keep_texts(
        language=language,
        texts={source: Typed(text, standing.get(source, "")) for source, text in texts.items()},
        by=by,
    )


def name_anew() -> None:
    """Have each translation found again by its source where words within sources were changed, as when a name is taken out. Of
    two that say the same words now, the first stays."""
    known = set(Translation.objects.values_list("language", "digest"))
    for pk, language, digest, source in Translation.objects.values_list("pk", "language", "digest", "source"):
        if (now := digest_of(source)) == digest:
            continue
        if (language, now) in known:
            Translation.objects.filter(pk=pk).delete()
        else:
            Translation.objects.filter(pk=pk).update(digest=now)
            known.add((language, now))


def _keep(language: str, source: str, typed: Typed, held: Any, by: User | None) -> str | None:
    """Keep one text. What stands there instead, where somebody else was first."""
    text, standing = typed.text, ends_alike(held.text) if held else ""
    if text == standing:
        return None
    if standing != typed.seen:
        return standing
    if held is not None and not text:
        held._history_user = by
        held.delete()
        return None
    row: Any = held or Translation(language=language, digest=digest_of(source), source=source)
    row.text = text
    row._history_user = by
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        # Two people wrote the first words of one text in the same moment.
        first = Translation.objects.get(language=language, digest=row.digest)
        return None if first.text == text else first.text
    return None
