"""What every page is given: the office whose portal this is."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pillars.models import Office
from translations.queries import texts_in
from translations.spoken import Said, is_spoken, spoken

# What pages say of it. Both languages of its reports have these words.
SPOKEN = ("name", "panel", "notice")


def office(request: HttpRequest) -> dict[str, object]:
    """`office`, looked up once and only when a template asks; None in a portal that is not set up yet."""
    return {"office": SimpleLazyObject(_office)}


def _office() -> Office | None:
    """The office, called as it is in the language of the page. One query, or two where that is its second."""
    office = Office.objects.first()
    if office is None or not is_spoken(office.second_language):
        return office
    texts = texts_in(office.second_language, (getattr(office, name) for name in SPOKEN))
    return spoken(office, SPOKEN, lambda text: texts.get(text) or Said(text, office.language))
