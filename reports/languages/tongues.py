"""The languages in which a page of a report can be read, and where what is drawn in the second of them lies."""

from dataclasses import dataclass

from django.utils.translation import get_language_info

from translations.spoken import short


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its code; the `address` of a page in it, or "" where that is the page itself."""

    code: str
    address: str = ""

    @property
    def name(self) -> str:
        """What the language calls itself: Cymraeg."""
        return str(get_language_info(self.short)["name_local"])

    @property
    def translated(self) -> str:
        """What it is called in the language that is switched on: Welsh."""
        return str(get_language_info(self.short)["name_translated"])

    @property
    def short(self) -> str:
        """The language without its country, as addresses have it: cy, en."""
        return short(self.code)

    @property
    def folder(self) -> str:
        """Where what is drawn in the second language lies within an edition: "cy/"."""
        return f"{self.short}/"
