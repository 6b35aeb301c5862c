"""Who edits what: an administrator gives each sub-theme to the editors who keep its returns."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import SignedInRequest, only
from accounts.roles import Role
from pillars import actions, queries
from pillars.forms import EditorsForm


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
