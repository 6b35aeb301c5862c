"""The board of a quarter as one person sees it: every return, how far it is, what is due, and what publication waits for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from finance.models import FinanceReport
from finance.views.found import WRITERS
from pillars.models import Pillar, ReportingPeriod, ReturnState
from returns.due import Due, due
from returns.entries import QuarterSheet, ReturnSheet
from returns.models import Correction
from returns.steps import Steps, steps_of


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A return on the board; `editors` keep it, and may sign in."""

    steps: Steps
    editors: tuple[User, ...]
    due: Due | None

    @property
    def sheet(self) -> ReturnSheet:
        return self.steps.sheet

    @property
    def standing(self) -> str:
        return self.sheet.standing

    @property
    def is_closed(self) -> bool:
        """Whether it is published as it stands: what it might lack by today's rules is nobody's to give any more."""
        return self.is_approved and self.steps.period.published_at is not None

    @property
    def is_submitted(self) -> bool:
        return self.sheet.quarterly_return.is_locked

    @property
    def is_approved(self) -> bool:
        return self.standing == ReturnState.APPROVED


@dataclass(frozen=True, slots=True)
class BoardPillar:
    """The rows of one pillar."""

    pillar: Pillar
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of rows: its word in the address, in the page, and how many rows it leaves."""

    key: str
    words: Promise
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board. `rows` are all of them, `pillars` those that the filter leaves. Where there is no finance part yet,
    `may_begin_finance` says whether this person may begin one."""

    period: ReportingPeriod
    rows: tuple[BoardRow, ...]
    pillars: tuple[BoardPillar, ...]
    finance: BoardRow | None
    finance_title: str
    may_begin_finance: bool
    filters: tuple[Filter, ...]
    show: str
    submissions: Due | None
    approvals: Due | None
    corrections: tuple[Correction, ...]

    @property
    def done(self) -> int:
        return sum(row.sheet.done for row in self.rows)

    @property
    def of(self) -> int:
        return sum(row.sheet.of for row in self.rows)

    @property
    def approved(self) -> int:
        return len(self._standing("approved"))

    @property
    def waiting(self) -> list[BoardRow]:
        """Submitted, and to be judged by an approver."""
        return self._standing("submitted")

    @property
    def to_submit(self) -> list[BoardRow]:
        return self._standing("not_started", "in_progress", "sent_back")

    @property
    def kept_by_nobody(self) -> list[BoardRow]:
        return [row for row in self.to_submit if not row.editors]

    @property
    def is_under_correction(self) -> bool:
        return self.period.published_at is not None and self.approved < len(self.rows)

    @property
    def open_corrections(self) -> list[Correction]:
        """Those by which a return is open that is not approved again."""
        open_again = {row.sheet.quarterly_return.pk for row in self.rows if not row.is_approved}
        return [
            correction
            for correction in self.corrections
            if any(step.quarterly_return_id in open_again for step in correction.steps.all())
        ]

    def _standing(self, *standings: str) -> list[BoardRow]:
        return [row for row in self.rows if row.standing in standings]


def board_of(
    sheet: QuarterSheet,
    *,
    user: User,
    today: date,
    show: str = "",
    finance: FinanceReport | None = None,
    corrections: Iterable[Correction] = (),
) -> Board:
    """Put the board together; `show` names one of the filters. No query."""
    period = sheet.period
    rows = tuple(_row(one, period, user, today) for one in sheet.returns)
    rules = _filters(user)
    filters = tuple(Filter(key, words, sum(map(keeps, rows))) for key, words, keeps in rules)
    keeps = next((keeps for key, _words, keeps in rules if key == show), rules[0][2])
    holder = next(
        (row for row in rows if finance and row.sheet.quarterly_return.sub_theme_id == finance.sub_theme_id), None
    )
    may_write_finance = not WRITERS.isdisjoint(user.roles)
    return Board(
        period=period,
        rows=rows,
        pillars=_by_pillar(row for row in rows if keeps(row)),
        finance=holder if holder and keeps(holder) else None,
        finance_title=finance.title if finance else "",
        may_begin_finance=not finance and may_write_finance and any(not row.is_submitted for row in rows),
        filters=filters,
        show=show if show in {one.key for one in filters} else "",
        submissions=due(period.submissions_due_on, today, is_met=all(row.is_submitted for row in rows)),
        approvals=due(period.approvals_due_on, today, is_met=all(row.is_approved for row in rows)),
        corrections=tuple(corrections),
    )


def _filters(user: User) -> list[tuple[str, Promise, Callable[[BoardRow], bool]]]:
    """The choices that mean something to this person, the first of them everything."""
    found: list[tuple[str, Promise, Callable[[BoardRow], bool]]] = [("", _("All"), lambda row: True)]
    if Role.EDITOR in user.roles:
        found.append(("mine", _("Mine"), lambda row: row.steps.is_own))
    found.append(("todo", _("Still to do"), lambda row: not row.is_approved))
    if Role.APPROVER in user.roles:
        found.append(("waiting", _("Waiting for approval"), lambda row: row.standing == ReturnState.SUBMITTED))
    return found


def _row(sheet: ReturnSheet, period: ReportingPeriod, user: User, today: date) -> BoardRow:
    held = sheet.quarterly_return
    day = {ReturnState.SUBMITTED: period.approvals_due_on, ReturnState.APPROVED: None}.get(
        ReturnState(held.state), period.submissions_due_on
    )
    return BoardRow(
        steps=steps_of(sheet, period, user, origin="board"),
        editors=tuple(
            editor for editor in held.sub_theme.editors.all() if editor.is_active and Role.EDITOR in editor.roles
        ),
        # What a correction reopens was due long ago, and is not late.
        due=due(day, today) if period.published_at is None else None,
    )


def _by_pillar(rows: Iterable[BoardRow]) -> tuple[BoardPillar, ...]:
    found: dict[int, tuple[Pillar, list[BoardRow]]] = {}
    for row in rows:
        pillar = row.sheet.quarterly_return.sub_theme.pillar
        found.setdefault(pillar.pk, (pillar, []))[1].append(row)
    return tuple(BoardPillar(pillar, tuple(of_pillar)) for pillar, of_pillar in found.values())
