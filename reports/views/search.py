"""The search page: what of the published reports holds every word that was typed."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from reports import queries
from reports.forms.search import SearchForm
from reports.search import MOST, search
from reports.views.public import of_office

SECONDS = 60


@of_office
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The search form and, once something is typed, what was found; a query that cannot be answered gets a sentence (422)."""
    editions = queries.current_editions()
    form = SearchForm(request.GET, quarters=editions.values())
    context: dict[str, object] = {"form": form, "most": MOST, "area": "search", "has_reports": bool(editions)}
    if form.is_valid() and form.words:
        chosen = form.cleaned_data["quarter"]
        allowed = {pk: quarter for pk, quarter in editions.items() if chosen in ("", quarter.slug)}
        found = search(form.words, allowed, form.cleaned_data["kind"], request.GET.get("page", ""))
        context |= {"found": found}
    status = 422 if form.errors else 200
    response = TemplateResponse(request, "reports/search.html", context, status=status)
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response
