"""What an administrator says of plan and office: who keeps the returns of each sub-theme, and what the office is called."""

from hashlib import sha256
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from pillars import actions, queries
from pillars.brand import BRAND, LINK, stylesheet
from pillars.forms import EditorsForm, LogoForm, OfficeForm
from pillars.models import Office, Plan
from pillars.naming import NamesForm
from pillars.versions import StaleVersion

KEPT = "public, max-age=31536000, s-maxage=60, immutable"


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def editors(request: SignedInRequest) -> HttpResponse:
    """Every sub-theme with a box for each editor, saved as one form."""
    people = list(User.objects.with_role(Role.EDITOR))
    sub_themes = queries.sub_themes_with_editors(queries.plans_in_use())
    form = EditorsForm(request.POST if request.method == "POST" else None, sub_themes=sub_themes, editors=people)
    if form.is_valid():
        with transaction.atomic():
            for sub_theme, added, removed in form.changes():
                actions.change_editors(sub_theme=sub_theme, added=added, removed=removed, by=request.user)
        messages.success(request, gettext("Who edits what is saved."))
        return redirect("pillars:editors")
    page = {"area": "plan", "form": form, "people": people}
    return TemplateResponse(request, "pillars/editors.html", page, status=422 if form.errors else 200)


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: SignedInRequest, key: str) -> HttpResponse:
    """What a plan and its parts are called, as one form."""
    plan = get_object_or_404(Plan, key=key)
    data = request.POST if request.method == "POST" else None
    form = NamesForm(data, plan=plan, pillars=queries.structure(plan.pk))
    if form.is_valid():
        try:
            actions.rename_plan(plan=plan, namings=form.namings, by=request.user)
        except StaleVersion as stale:
            form.add_error(None, str(stale))
        else:
            messages.success(request, gettext("The names are saved. The next report says them."))
            return redirect("pillars:names", key)
    page = {"area": "plan", "plan": plan, "form": form}
    return TemplateResponse(request, "pillars/names.html", page, status=422 if form.errors else 200)


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: SignedInRequest) -> HttpResponse:
    """Every name and word of the office, as one form; in a portal that is not set up yet it is empty."""
    held = Office.objects.first()
    last = held.history.select_related("history_user").first() if held else None
    form = OfficeForm(request.POST if request.method == "POST" else None, instance=held or Office(pk=1))
    if form.is_valid():
        try:
            actions.save_office(values=form.values, based_on=form.cleaned_data["based_on"], by=request.user)
        except StaleVersion as stale:
            form.add_error(None, str(stale))
        else:
            messages.success(request, gettext("What the office is called is saved. Every page says it now."))
            return redirect("office:names")
    page = {"area": "plan", "form": form, "last": last}
    return TemplateResponse(request, "pillars/office.html", page, status=422 if form.errors else 200)


@only(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: SignedInRequest) -> HttpResponse:
    """The logo of the office, and the form by which another one is handed in. One without a name gets that first."""
    held = Office.objects.first()
    if held is None:
        messages.info(request, gettext("Name the office first; then it can have a logo."))
        return redirect("office:names")
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LogoForm(data, files, initial={"based_on": queries.standing_of_office()})
    if form.is_valid():
        try:
            values = form.cleaned_data
            actions.save_logo(picture=values["logo"], based_on=values["based_on"], by=request.user)
        except StaleVersion as stale:
            form.add_error(None, str(stale))
        else:
            messages.success(request, gettext("The logo is saved. Every page bears it now."))
            return redirect("office:logo")
    page = {"area": "plan", "form": form, "held": held}
    return TemplateResponse(request, "pillars/logo.html", page, status=422 if form.errors else 200)


@only(Role.ADMINISTRATOR)
@require_POST
def remove_logo(request: SignedInRequest) -> HttpResponse:
    """Take the logo away. What is published keeps the one that it has."""
    try:
        actions.save_logo(picture=None, based_on=request.POST.get("based_on", ""), by=request.user)
    except StaleVersion as stale:
        messages.error(request, str(stale))
    else:
        messages.success(request, gettext("The logo is removed. What is published keeps it."))
    return redirect("office:logo")


@require_safe
def logo_file(request: HttpRequest, digest: str) -> HttpResponseBase:
    """The logo that the office has, the same for everybody: its address tells its bytes, so whoever has it may keep it for ever.

    One that the office had before is not given out any more; what stands between asks after a minute.
    """
    content = Office.objects.filter(logo=digest).values_list("logo__content", flat=True).first()
    if content is None:
        raise Http404("The office has no such logo.")
    headers = {"ETag": f'"{digest}"', "Cache-Control": KEPT, "X-Content-Type-Options": "nosniff"}
    response = HttpResponse(bytes(content), content_type="image/png", headers=headers)
    return cast("HttpResponseBase", get_conditional_response(request, etag=headers["ETag"], response=response))


@require_safe
@cache_control(public=True, max_age=60)
def brand(request: HttpRequest) -> HttpResponseBase:
    """The office's colours as a style sheet, the same for everybody: every live page asks for it, so it looks at no session."""
    colours = Office.objects.values_list("brand_colour", "link_colour").first() or (BRAND, LINK)
    made = stylesheet(*colours)
    etag = f'"{sha256(made.encode()).hexdigest()}"'
    response = HttpResponse(made, content_type="text/css; charset=utf-8", headers={"ETag": etag})
    return cast("HttpResponseBase", get_conditional_response(request, etag=etag, response=response))
