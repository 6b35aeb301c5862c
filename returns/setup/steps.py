"""The steps of setting up a portal: each says what is there or what lacks, and where it is done; a function of what is held."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pillars.models import Plan
from returns.setup.queries import Held


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `said` is what is there and what lacks; `waits_for` names the step that must come first ("": none must)."""

    key: str
    title: str
    is_done: bool
    said: str
    address: str
    words: str
    waits_for: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it can be done now."""
        return not self.is_done and not self.waits_for


@dataclass(frozen=True, slots=True)
class SetUp:
    """All steps in their order."""

    steps: tuple[Step, ...]

    @property
    def next(self) -> Step | None:
        """The one to take now; None where nothing lacks."""
        return next((step for step in self.steps if step.is_open), None)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)


def steps(held: Held) -> SetUp:
    """What is done and what comes next."""
    return SetUp((_office(held), *_of_plan(held), _people(held), _editors(held), _quarter(held)))


def _office(held: Held) -> Step:
    said = held.office or _("It has no name yet. Every page and report says it.")
    address = reverse("office:names")
    return Step("office", _("The office"), bool(held.office), said, address, _("Name the office"))


def _of_plan(held: Held) -> Iterator[Step]:
    plan, address = held.plan, reverse("setup:plan")
    waits = "" if held.office else _("The office")
    if plan is None:
        said = _("No plan is there yet. Type it in as an outline, or hand in a file.")
        yield Step("plan", _("The plan and its parts"), False, said, address, _("Set up the plan"), waits)
        said = _("What you rate with: red, amber and green, or ratings of your own. It is set up with the plan.")
        yield Step("scale", _("The rating scale"), False, said, f"{address}#ratings", "", _("The plan and its parts"))
        said = _("The numbered promises. They are typed in with the plan.")
        yield Step(
            "commitments", _("The commitments"), False, said, f"{address}#outline", "", _("The plan and its parts")
        )
        return
    if held.quarter is not None:
        address = reverse("commitments:plan")
    yield Step("plan", _("The plan and its parts"), True, _plan(plan, held), address, "")
    said = ", ".join(held.ratings) or _("The plan has none. Load its file again, with one.")
    yield Step(
        "scale", _("The rating scale"), bool(held.ratings), said, reverse("setup:plan"), _("See how a scale is written")
    )
    yield _commitments(held)


def _plan(plan: Plan, held: Held) -> str:
    parts = [f"{held.pillars} {plan.pillar_word if held.pillars == 1 else plan.pillars_word}"]
    if held.sub_themes:
        parts.append(f"{held.sub_themes} {plan.sub_theme_word if held.sub_themes == 1 else plan.sub_themes_word}")
    return _("%(title)s, %(first)s to %(last)s: %(parts)s.") % {
        "title": plan.title,
        "first": date_format(plan.starts_on, "j F Y"),
        "last": date_format(plan.ends_on, "j F Y"),
        "parts": ", ".join(parts),
    }


def _commitments(held: Held) -> Step:
    title, address = _("The commitments"), reverse("commitments:plan")
    if not held.commitments:
        said = _("The plan has none. Add them one by one as soon as its first quarter is open.")
        waits = "" if held.quarter else _("The first quarter")
        return Step("commitments", title, False, said, address, _("Add commitments"), waits)
    said = ngettext("%(count)d stands in the plan.", "%(count)d stand in the plan.", held.commitments)
    if held.unplaced and held.quarter is None:
        said += " " + ngettext(
            "%(unplaced)d says no place: put it on a row when the quarter is open.",
            "%(unplaced)d say no place: put them on rows when the quarter is open.",
            held.unplaced,
        )
    return Step("commitments", title, True, said % {"count": held.commitments, "unplaced": held.unplaced}, address, "")


def _people(held: Held) -> Step:
    people = held.people
    lacking = [
        sentence
        for count, sentence in (
            (people.editors, _("Nobody is an editor yet: editors write and rate.")),
            (people.approvers, _("Nobody is an approver yet: approvers accept what editors hand in.")),
        )
        if not count
    ]
    who = ngettext("%(count)d person may sign in.", "%(count)d people may sign in.", people.active)
    said = " ".join([who % {"count": people.active}, *lacking])
    return Step("people", _("People"), not lacking, said, reverse("accounts:people"), _("Invite people"))


def _editors(held: Held) -> Step:
    title, address = _("Who edits what"), reverse("pillars:editors")
    waits = _("The plan and its parts") if held.plan is None else "" if held.people.editors else _("People")
    if held.plan is None:
        said = _("Each part of the plan gets an editor who keeps it, or several.")
        return Step("editors", title, False, said, address, _("Say who edits what"), waits)
    said = (
        ngettext(
            "%(count)d part of the plan has no editor.", "%(count)d parts of the plan have no editor.", held.unkept
        )
        % {"count": held.unkept}
        if held.unkept
        else _("Each part of the plan has an editor.")
    )
    return Step("editors", title, not held.unkept, said, address, _("Say who edits what"), waits)


def _quarter(held: Held) -> Step:
    waits = "" if held.plan and held.ratings else _("The plan and its parts")
    if held.quarter is None:
        said = _("No quarter is open yet. With the first one the work begins.")
        return Step(
            "quarter", _("The first quarter"), False, said, reverse("returns:open"), _("Open the first quarter"), waits
        )
    said = _("%(quarter)s is there.") % {"quarter": held.quarter}
    return Step("quarter", _("The first quarter"), True, said, reverse("returns:quarters"), "")
