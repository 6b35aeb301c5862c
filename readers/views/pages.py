"""The two pages that an office writes about itself, as the public reads them."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from readers import queries
from readers.models import Exemption


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How the office is reached."""
    return TemplateResponse(request, "readers/contact.html", {"contact": queries.contact()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (SI 2018/952, reg. 8), or word that there is none yet."""
    statement = queries.statement()
    if statement is None:
        return TemplateResponse(request, "readers/accessibility_unwritten.html", {"contact": queries.contact()})
    barriers = list(statement.barriers.all())
    listed = [(reason, [one for one in barriers if one.exemption == reason]) for reason in Exemption]
    page = {"statement": statement, "listed": listed, "barriers": barriers, "contact": queries.contact()}
    return TemplateResponse(request, "readers/accessibility.html", page)
