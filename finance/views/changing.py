"""What the pages that change the structure of tables share: a form, what it came to, and where to go from there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext

from finance.models import Statement
from finance.rules import Refused
from finance.views.found import Standing
from pillars.versions import Locked, StaleVersion

Sentences = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A page with one form: its title, the words of its button, and the way back. `signature` is that of what stands."""

    standing: Standing
    title: str
    button: str
    back: str
    statement: Statement | None = None
    signature: str = ""


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, which may be nothing at all; None where it is only asked for."""
    return request.POST.copy() if request.method == "POST" else None


def changed(
    request: HttpRequest,
    page: ChangePage | None,
    form: forms.Form,
    act: Callable[[], tuple[str, Sentences]],
    *,
    template: str = "finance/change.html",
    **context: object,
) -> HttpResponse:
    """Show a form, or do what it says and go where `act` says, with its sentences told there.

    What a rule forbids is told on the form, as it was typed (422). So is what somebody else changed meanwhile, beside what stands
    now (409): whoever saves again then has read it.
    """
    context |= {"page": page, "form": form, "area": "quarters"}
    if not form.is_valid():
        return TemplateResponse(request, template, context, status=422 if form.errors else 200)
    try:
        address, told = act()
    except StaleVersion as error:
        # Whoever sees the page again has read what stands now.
        context["now"] = _stands(form)
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        data["seen"] = page.signature if page else ""
        form.data = data
        form.add_error(None, str(error))
        return TemplateResponse(request, template, context | {"is_stale": True}, status=409)
    except (Refused, Locked) as error:
        field = error.field if isinstance(error, Refused) else ""
        form.add_error(field if field in (*form.fields, "formula") else None, str(error))
        return TemplateResponse(request, template, context, status=422)
    tell(request, told)
    return redirect(address)


def _stands(form: forms.Form) -> list[tuple[str, str]]:
    """What stands now wherever a form says something else: all that saving it again would change, each by its label."""
    found = []
    for name in form.changed_data:
        field = form.fields[name]
        is_of_nothing = name.startswith("sign_") and not form.initial.get(name)
        if not (field.widget.is_hidden or is_of_nothing):
            found.append((str(field.label), _in_words(field, form.get_initial_for_field(field, name))))
    return found


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return gettext("yes") if value else gettext("no")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = {str(key): str(said) for key, said in choices}
        chosen = value if isinstance(value, list | tuple) else ["" if value is None else value]
        return "; ".join(words.get(str(key), str(key)) for key in chosen) or "–"
    return (date_format(value, "j F Y") if isinstance(value, date) else str(value or "")) or "–"


def done(request: HttpRequest, act: Callable[[], Sentences], address: str, refused: str) -> HttpResponse:
    """Do what a button says and go to `address`; where a rule forbids it, back to the page `refused` with its sentence."""
    try:
        told = act()
    except (Refused, Locked, StaleVersion) as error:
        messages.error(request, str(error))
        return redirect(refused)
    tell(request, told)
    return redirect(address)


def tell(request: HttpRequest, told: Sentences) -> None:
    """What was done, and what follows from it."""
    for number, sentence in enumerate(told):
        (messages.info if number else messages.success)(request, sentence)
