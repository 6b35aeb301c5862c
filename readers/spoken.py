"""What the office says of itself to the public, and what of it is there in its second language. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model

from pillars.tongues import Tongue
from readers.models import AccessibilityStatement, Barrier, Contact
from reports.languages import needs_words
from translations.spoken import Record, Said, ends_alike, spoken

# The fields that are words, in the order of reading; all others read the same in every language.
WRITTEN: dict[type[Model], tuple[str, ...]] = {
    Contact: ("answered_by", "opening_hours", "address"),
    AccessibilityStatement: ("covers", "able", "enforced_by", "advised_by", "improving", "tested_by", "tested_how"),
    Barrier: ("content", "criteria", "alternative", "plan"),
}


@dataclass(frozen=True, slots=True)
class OfficeTexts:
    """The texts of the public's pages, the language in which they are written, and what is kept in the second `language`."""

    written_in: str
    language: str
    sources: tuple[str, ...]
    kept: Mapping[str, str]

    @property
    def name(self) -> str:
        """What the second language is called here: Welsh."""
        return Tongue(self.language).translated

    @property
    def written(self) -> int:
        return len(self.kept)

    @property
    def lacking(self) -> int:
        return len(self.sources) - len(self.kept)

    def spoken(self, record: Record) -> Record:
        """The same record in the second language, to be shown: what lacks is in the first, and says so."""
        return spoken(record, WRITTEN[type(record)], self._say)

    def _say(self, text: str) -> str:
        source = ends_alike(text)
        return self.kept.get(source) or (Said(text, self.written_in) if needs_words(text) else text)


def sources_of(records: Iterable[Model | None]) -> tuple[str, ...]:
    """Every text of these that has words to translate, once, in the order of reading."""
    return tuple(dict.fromkeys(_texts(record for record in records if record is not None)))


def _texts(records: Iterable[Model]) -> Iterator[str]:
    for record in records:
        for name in WRITTEN[type(record)]:
            text = ends_alike(getattr(record, name))
            if needs_words(text):
                yield text
