"""The two pages that an office writes about itself, as the public reads them."""

from collections.abc import Callable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from pillars.models import Office
from readers import queries
from readers.models import Contact, Exemption
from reports.views.public import of_office
from translations.spoken import Record, is_spoken


@of_office
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How the office is reached."""
    return TemplateResponse(request, "readers/contact.html", {"contact": _contact()})


@of_office
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (SI 2018/952, reg. 8), or word that there is none yet."""
    statement = queries.statement()
    if statement is None:
        return TemplateResponse(request, "readers/accessibility_unwritten.html", {"contact": _contact()})
    contact, barriers = queries.contact(), queries.barriers(statement)
    said = _speaker(statement, contact, *barriers)
    barriers = [said(one) for one in barriers]
    listed = [(reason, [one for one in barriers if one.exemption == reason]) for reason in Exemption]
    page = {"statement": said(statement), "listed": listed, "barriers": barriers, "contact": contact and said(contact)}
    return TemplateResponse(request, "readers/accessibility.html", page)


def _contact() -> Contact | None:
    contact = queries.contact()
    return contact and _speaker(contact)(contact)


def _speaker(*records: Model | None) -> Callable[[Record], Record]:
    """What says each of these records in the language of the page: as it is written, or in the office's second language."""
    office = Office.objects.first()
    if office and is_spoken(office.second_language):
        return queries.texts_of(office, *records).spoken
    return lambda record: record
