"""What a person may do with a return, and what was done with it: the box that the board and the editing page show. Pure."""

from dataclasses import dataclass
from typing import Literal

from accounts.models import User
from pillars.models import ReportingPeriod
from returns.entries import ReturnSheet
from returns.forms.steps import StepForm
from returns.keeping import is_own
from returns.models import Step
from returns.rules import ASKED, Verb, may_take, takes

# The page on which the box stands, where a comment leads back to.
Origin = Literal["board", "edit", "step"]


@dataclass(frozen=True, slots=True)
class Steps:
    """The box: the form, the steps that this person may take now, and those that were taken."""

    sheet: ReturnSheet
    period: ReportingPeriod
    open: frozenset[Verb]
    is_own: bool
    form: StepForm

    @property
    def may_submit(self) -> bool:
        return Verb.SUBMITTED in self.open

    @property
    def may_judge(self) -> bool:
        return Verb.APPROVED in self.open

    @property
    def may_send_back(self) -> bool:
        return Verb.SENT_BACK in self.open

    @property
    def may_comment(self) -> bool:
        return Verb.COMMENTED in self.open

    @property
    def history(self) -> list[Step]:
        """The steps taken, the last first."""
        return list(reversed(self.sheet.steps))

    @property
    def last(self) -> Step | None:
        return self.sheet.steps[-1] if self.sheet.steps else None


def steps_of(
    sheet: ReturnSheet, period: ReportingPeriod, user: User, *, origin: Origin, form: StepForm | None = None
) -> Steps:
    """The box of a return for a person; `form` is the one that was refused, else an empty one is made. No query."""
    held = sheet.quarterly_return
    is_theirs = is_own(user, held)
    return Steps(
        sheet=sheet,
        period=period,
        open=frozenset(
            verb
            for verb in ASKED
            if may_take(verb, user.roles, is_own=is_theirs)
            and takes(verb, held.state, is_published=period.published_at is not None)
        ),
        is_own=is_theirs,
        form=form or StepForm(initial={"origin": origin}, auto_id=f"step-{held.pk}-%s"),
    )
