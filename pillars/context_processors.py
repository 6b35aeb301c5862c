"""What every page is given: the office whose portal this is, and the languages in which it can read the page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pillars.queries import office_here
from pillars.tongues import Tongue, tongues


def office(request: HttpRequest) -> dict[str, object]:
    """`office`, looked up once and only when a template asks; None in a portal that is not set up yet. `tongues` are its
    languages, on pages that have an address in each and do not say otherwise."""
    held: Any = SimpleLazyObject(office_here)

    def languages() -> list[Tongue]:
        return tongues(request.get_full_path(), held.languages if held else ())

    return {"office": held, "tongues": SimpleLazyObject(languages)}
