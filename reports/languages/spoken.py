"""Published reports in the language of the page that shows them.

A page that is drawn from several reports stands in each language in which all of them do; and always in the first language of
the latest, with what an earlier report does not say in it as that report says it.
"""

from collections.abc import Sequence

from django.conf import settings

from pillars.tongues import PORTAL, Tongue
from reports.document import ReportDocument
from reports.languages.second import in_second
from translations.spoken import short


class NotSpoken(Exception):
    """The reports of a page do not stand in its language; `language` is one in which the page can be read."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language


def speaks(document: ReportDocument) -> tuple[str, ...]:
    """The languages in which a report stands, by their codes: en-GB, cy."""
    return (document.language, *([document.second.language] if document.second else []))


def languages_of(documents: Sequence[ReportDocument]) -> tuple[str, ...]:
    """The languages, by their codes, in which pages drawn from these reports (the latest first) can be read."""
    first, *others = speaks(documents[0])
    if short(first) not in PORTAL:
        return (settings.LANGUAGE_CODE,)
    held = [{short(code) for code in speaks(document)} for document in documents]
    return (first, *(code for code in others if all(short(code) in one for one in held)))


def stands_in(documents: Sequence[ReportDocument], language: str) -> bool:
    """Whether pages drawn from these reports (the latest first) can be read in a language (en, cy)."""
    return language in {short(code) for code in languages_of(documents)}


def spoken(documents: Sequence[ReportDocument], language: str) -> tuple[ReportDocument, ...]:
    """The reports in a language (en, cy), as far as they stand in it. Raises NotSpoken."""
    if not stands_in(documents, language):
        raise NotSpoken(short(languages_of(documents)[0]))
    return tuple(_in(document, language) for document in documents)


def folder_of(report: ReportDocument, shown: ReportDocument) -> str:
    """Where in its edition a report lies as it is shown, in its first or its second language."""
    return "" if shown.language == report.language else Tongue(shown.language).folder


def _in(document: ReportDocument, language: str) -> ReportDocument:
    is_second = document.second is not None and short(document.second.language) == language
    return in_second(document) if is_second and short(document.language) != language else document
