"""The second language of a report: what its texts read in it, which of them lack, and the whole document in that language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import override

from pillars.tongues import Tongue
from reports.document import ReportDocument, SecondLanguage
from reports.facts import Page
from reports.languages.portal import portal_words
from reports.languages.prose import needs_words, said

ASSEMBLED_IN = "en"


@dataclass(frozen=True, slots=True)
class InSecond:
    """What a report reads in its second language, and the texts of which nobody has said yet what they read in it."""

    second: SecondLanguage
    lacking: tuple[str, ...]


def of_office(document: ReportDocument) -> ReportDocument:
    """A document as it was assembled, with the portal's own words in the language of its office.

    They are assembled in English. What an office that writes in Welsh wrote is there as it wrote it.
    """
    if Tongue(document.language).short == ASSEMBLED_IN:
        return document
    with override(document.language):
        return said(document, lambda text, composed: (portal_words(text, str) if composed else None) or text)


def in_second_language(assembled: ReportDocument, language: str, texts: Mapping[str, str]) -> InSecond:
    """What a document reads in another language, where the office wrote these `texts`; those that lack stay as they are.

    `assembled` has the portal's own words in English still. Pairs are named by the text as the report shows it.
    """
    lacking: dict[str, None] = {}
    pairs: dict[str, str] = {}

    def office(text: str) -> str:
        if not needs_words(text):
            return text
        if text not in texts:
            lacking.setdefault(text)
        return texts.get(text, text)

    def say(text: str, composed: bool) -> str:
        other = (portal_words(text, office) if composed else None) or office(text)
        shown = text
        if composed:
            with override(assembled.language):
                shown = portal_words(text, str) or text
        pairs[shown] = other
        return other

    with override(language):
        said(assembled, say)
    changed = tuple((source, text) for source, text in pairs.items() if source != text)
    return InSecond(SecondLanguage(language, changed), tuple(lacking))


def in_second(document: ReportDocument) -> ReportDocument:
    """The whole report in its second language. Raises ValueError when it has none."""
    if document.second is None:
        raise ValueError("This report is in one language.")
    texts = dict(document.second.texts)
    other: ReportDocument = said(document, lambda text, composed: texts.get(text, text))
    # What changed in the first language alone is told in its words.
    edition = other.edition and replace(other.edition, changes=document.second.changes or other.edition.changes)
    return replace(other, language=document.second.language, second=None, edition=edition)


def places(assembled: ReportDocument) -> Iterator[tuple[Page, tuple[str, ...]]]:
    """Every text of which the office has to say what it reads in another language, by the page on which it stands first, in the
    order of reading. `assembled` has the portal's own words in English still."""
    seen: set[str] = set()
    for page, part in _parts(assembled):
        found: dict[str, None] = {}
        said(part, partial(_collect, found))
        own = tuple(text for text in found if text not in seen)
        seen |= found.keys()
        if own:
            yield page, own


def _collect(found: dict[str, None], text: str, composed: bool) -> str:
    def office(part: str) -> str:
        if needs_words(part):
            found.setdefault(part)
        return part

    if not composed or portal_words(text, office) is None:
        office(text)
    return text


def _parts(assembled: ReportDocument) -> Iterator[tuple[Page, object]]:
    """The parts of a report by their pages: its names and the key first, since every page says them."""
    bare = replace(assembled, pillars=(), finance=None, account=None)
    yield ("contents", ()), bare
    yield ("summary", ()), tuple(replace(pillar, cells=(), pages=()) for pillar in assembled.pillars)
    for _pillar, page in assembled.pages:
        yield ("page", (page.slug,)), page
    if assembled.finance:
        yield ("finance", ()), replace(assembled.finance, pages=())
        for sheet in assembled.finance.pages:
            yield ("finance_page", (sheet.slug,)), sheet
    if assembled.account:
        yield ("key", ()), assembled.account
