"""The languages in which a page can be read: those of the portal's own words, and of the office that speaks them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language_info

from translations.spoken import language_here, short

# The languages of the portal's own words without their countries, first the one whose addresses have no prefix: en, cy.
PORTAL = tuple(short(code) for code, _name in settings.LANGUAGES)


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


def tongues(address: str, languages: Iterable[str]) -> list[Tongue]:
    """The languages (by their codes, en-GB) in which the page at an address of the portal can be read, with the addresses of the
    others; none where it is one alone."""
    here = language_here()
    found = [Tongue(code) for code in languages]
    others = {one.code: translate_url(address, one.short) for one in found if one.short in PORTAL and one.short != here}
    others = {code: other for code, other in others.items() if other != address}
    return [Tongue(one.code, others.get(one.code, "")) for one in found] if others else []
