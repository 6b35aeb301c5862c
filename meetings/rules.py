"""What may be done to meetings and agendas, as pure functions; each refusal is a sentence for the person who asked."""

from collections.abc import Sequence
from datetime import date
from string import ascii_lowercase

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deadlines import Timing


class Refused(ValueError):
    """What may not be done; `field` is the one of a form that it is about, or ""."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def publishing_refusal(timing: Timing, published_on: date, today: date, urgency: str) -> Refused | None:
    """Why an agenda cannot be published, or be said to have been, on a day; None where it can.

    One that is late wants urgency wording: an item may be taken only where it was open for the clear days, or where the
    person who presides is of the opinion, for special circumstances that the minutes tell, that it is urgent (Local
    Government Act 1972, s.100B(4)). `timing` is of that day.
    """
    if published_on > today:
        return Refused(_("This day is still to come. Put it in when the agenda is published."), "published_on")
    if timing.is_late and not urgency.strip():
        given = timing.given or 0
        days = ngettext("it was open for %(days)s clear day", "it was open for %(days)s clear days", given)
        return Refused(
            _(
                "%(given)s instead of %(wanted)s: it had to be out by %(day)s. Give the special circumstances for which its "
                "items could not wait, as they stand on the agenda and in the minutes."
            )
            % {
                "given": _capitalised(days % {"days": given}),
                "wanted": timing.wanted,
                "day": date_format(timing.issue_by, "j F Y"),
            },
            "urgency",
        )
    if urgency.strip() and not timing.is_late:
        return Refused(_("The agenda was out in time, so it needs no urgency. Leave this empty."), "urgency")
    return None


def confirming_refusal(held_on: date, confirmed_on: date, today: date, lacking: Sequence[int]) -> Refused | None:
    """Why minutes cannot have been confirmed at a meeting of a day; None where they can.

    `lacking` are the numbers of urgent items whose minutes do not tell the special circumstances, as the law wants.
    """
    if confirmed_on <= held_on:
        return Refused(_("Minutes are confirmed at a later meeting."), "confirmed_at")
    if confirmed_on > today:
        return Refused(_("This meeting is still to come. Put it in when the minutes are confirmed."), "confirmed_at")
    if lacking:
        numbers = ", ".join(map(str, lacking))
        said = _("Item %(numbers)s is urgent: minute first why it could not wait, and in whose opinion.")
        return Refused(said % {"numbers": numbers}, "confirmed_at")
    return None


def closing_refusal(held_on: date, closed_on: date | None, outcome: str, today: date) -> Refused | None:
    """Why an action of a meeting of a day cannot be closed on another; None where it can, or where it stays open."""
    if closed_on is None:
        return None
    if closed_on > today:
        return Refused(_("This day is still to come. Close it when it is done."), "closed_on")
    if closed_on < held_on:
        return Refused(_("It arose later. Give the day of its meeting or a later one."), "closed_on")
    return None if outcome.strip() else Refused(_("Say what came of it."), "outcome")


def placed(count: int, last_is_procedural: bool, wanted: int | None) -> int:
    """The number of a new item among so many: the one that was asked for, or before a last standing item, such as urgent
    items. Raises Refused."""
    if wanted is None:
        return count if last_is_procedural and count else count + 1
    return refuse_place(count + 1, wanted)


def refuse_place(last: int, wanted: int) -> int:
    """A number from 1 to the last. Raises Refused."""
    if not 1 <= wanted <= last:
        raise Refused(_("The agenda has the numbers 1 to %(last)s. Choose one of them.") % {"last": last}, "number")
    return wanted


def moved(order: Sequence[int], key: int, number: int) -> list[int]:
    """Keys in a new order, with one of them at a number from 1 on."""
    others = [held for held in order if held != key]
    return [*others[: number - 1], key, *others[number - 1 :]]


def next_letter(letters: Sequence[str]) -> str:
    """The letter of a part that is added: the one after the last, none where parts have none, and none after z."""
    if not letters:
        return "a"
    used = [letter for letter in letters if letter]
    if not used or max(used) == "z":
        return ""
    return ascii_lowercase[ascii_lowercase.index(max(used)) + 1]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
