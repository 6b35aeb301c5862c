"""The history of one answer: who set what when, how any two versions differ, and putting an earlier one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from pillars.models import ReportingPeriod
from pillars.versions import Locked, StaleVersion, Version
from returns.histories import Earlier, History, LineHistory, earlier_ratings, history_of
from returns.history import Comparison, Value, changed_labels, compare
from returns.keeping import keeps, may_change
from returns.views.found import period_of


@dataclass(frozen=True, slots=True)
class Told:
    """A version as the page tells it; `number` counts from the first, and `changed` names the fields that it changed."""

    version: Version
    number: int
    values: tuple[Value, ...]
    changed: tuple[str, ...]
    is_standing: bool

    @property
    def who(self) -> str:
        """Who wrote it; a file that was loaded from the command line has no person."""
        by = self.version.recorded_by
        return str(by) if by else _("loaded from a file")

    @property
    def said(self) -> list[Value]:
        """The fields that it fills."""
        return [value for value in self.values if value.text]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything on the page. `before` and `after` are the two versions that are compared, where two were asked for."""

    period: ReportingPeriod
    kind: str
    pk: int
    history: History[Any]
    versions: tuple[Told, ...]
    before: Told | None
    after: Told | None
    may_put_back: bool
    why_not: str
    earlier: Sequence[Earlier]

    @property
    def comparison(self) -> Comparison | None:
        return compare(self.before.values, self.after.values) if self.before and self.after else None

    @property
    def standing(self) -> Told | None:
        return self.versions[0] if self.versions else None

    @property
    def address(self) -> str:
        return reverse("returns:history", args=[self.period.quarter.slug, self.kind, self.pk])


@only(*STAFF)
@require_safe
def history(request: SignedInRequest, quarter: str, kind: str, pk: int) -> HttpResponse:
    """Every version of a line, reading, text or rating, the newest first; with ?from= and to=, how two of them differ."""
    period, found = _found(quarter, kind, pk)
    return _drawn(request, _page(request, period, kind, pk, found))


@only(*STAFF)
@require_POST
def put_back(request: SignedInRequest, quarter: str, kind: str, pk: int) -> HttpResponse:
    """Put an earlier version back: as a new one, after the one that the person saw standing."""
    period, found = _found(quarter, kind, pk)
    page = _page(request, period, kind, pk, found)
    told = {str(one.version.pk): one for one in page.versions}
    chosen, seen = told.get(request.POST.get("version", "")), told.get(request.POST.get("standing", ""))
    if chosen is None or seen is None:
        raise Http404("This history has no such version.")
    if not keeps(request.user, found.held):
        return _drawn(request, page, _("Only those who keep this return can put a version back."), 403)
    try:
        saved = found.put_back(chosen.version, seen.version, request.user)
        if not seen.is_standing and saved == seen.version:
            raise StaleVersion
    except StaleVersion:
        sentence = _("Somebody saved a newer version since you opened this page. Look at it before you put one back.")
        return _drawn(request, page, sentence, 409)
    except Locked as locked:
        return _drawn(request, page, str(locked), 409)
    except ValueError as error:
        return _drawn(request, page, str(error), 422)
    if saved == seen.version:
        messages.success(request, _("That is what stands already, so nothing was written."))
    else:
        messages.success(request, _("Version %(number)s is put back, as a new version.") % {"number": chosen.number})
    response = redirect(page.address)
    response.status_code = 303
    return response


def _found(quarter: str, kind: str, pk: int) -> tuple[ReportingPeriod, History[Any]]:
    period = period_of(quarter)
    found = history_of(period, kind, pk)
    if found is None:
        raise Http404("There is no such history in this quarter.")
    return period, found


def _page(request: SignedInRequest, period: ReportingPeriod, kind: str, pk: int, found: History[Any]) -> HistoryPage:
    versions = _told(found)
    before, after = (_chosen(versions, request.GET.get(name)) for name in ("from", "to"))
    if before and after and before.number > after.number:
        before, after = after, before
    return HistoryPage(
        period=period,
        kind=kind,
        pk=pk,
        history=found,
        versions=versions,
        before=before if after else None,
        after=after if before else None,
        may_put_back=may_change(request.user, found.held),
        why_not=_why_not(request.user, found),
        earlier=earlier_ratings(found.line, period) if isinstance(found, LineHistory) else (),
    )


def _told(found: History[Any]) -> tuple[Told, ...]:
    versions = list(found.versions())
    values = [found.values(version) for version in versions]
    count = len(versions)
    return tuple(
        Told(
            version=version,
            number=count - place,
            values=values[place],
            changed=changed_labels(values[place + 1], values[place]) if place + 1 < count else (),
            is_standing=place == 0,
        )
        for place, version in enumerate(versions)
    )


def _chosen(versions: Sequence[Told], number: str | None) -> Told | None:
    return next((told for told in versions if str(told.number) == number), None)


def _why_not(user: User, found: History[Any]) -> str:
    """Why nothing can be put back by this person now; "" where it can."""
    if not keeps(user, found.held):
        return _("Only those who keep this return can put a version back.")
    if found.held.is_locked:
        state = found.held.get_state_display().lower()
        return _("This return is %(state)s, so no version can be put back.") % {"state": state}
    return ""


def _drawn(request: HttpRequest, page: HistoryPage, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"page": page, "refusal": refusal, "area": "quarters"}
    return TemplateResponse(request, "returns/history.html", context, status=status)
