"""What every page is given: the office whose portal this is."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pillars.models import Office


def office(request: HttpRequest) -> dict[str, object]:
    """`office`, looked up once and only when a template asks; None in a portal that is not set up yet."""
    return {"office": SimpleLazyObject(lambda: Office.objects.first())}
