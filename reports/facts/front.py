"""The facts that stand around a report's pages: its names and words, the key to its ratings, and the account of numbers."""

from collections.abc import Iterator
from dataclasses import asdict

from pillars.ratings import RatingValue
from reports.document import AccountSection, ReportDocument
from reports.facts.fact import Fact, Page, Spot, Text
from reports.facts.words import word as _

CONTENTS: Page = ("contents", ())
KEY: Page = ("key", ())


def front_facts(document: ReportDocument) -> Iterator[Fact]:
    """The names of the report, its plan and its quarter, the notice, and every word that the office chose."""
    spot = Spot(CONTENTS, (_("The report"),), ("report",))
    quarter = document.quarter
    told: dict[str, tuple[str, Text]] = {
        "title": (_("Title"), document.title),
        "quarter": (_("Quarter"), quarter.label),
        "starts-on": (_("First day"), quarter.starts_on),
        "ends-on": (_("Last day"), quarter.ends_on),
        "previous": (_("Last period"), quarter.previous_label),
        "last-year": (_("Same quarter last year"), quarter.last_year_label),
        "plan": (_("Plan"), document.plan_title),
        "language": (_("Language"), document.language),
        "notice": (_("Notice"), document.notice),
        "licence": (_("Licence"), document.licence.name),
        "licence-address": (_("Address of the licence"), document.licence.address),
    }
    for name, (what, text) in told.items():
        yield from spot.tell("wording", name, what, text)
    words = Spot(CONTENTS, (_("Names and words"),), ("words",))
    names = {
        "office": _("Office"),
        "office_short": _("Office, in short"),
        "area": _("Area"),
        "role": _("Role"),
        "role_short": _("Role, in short"),
        "panel": _("Panel"),
        "pillar": _("Word for a pillar"),
        "pillars": _("Word for pillars"),
        "sub_theme": _("Word for a sub-theme"),
        "sub_themes": _("Word for sub-themes"),
        "commitment": _("Word for a commitment"),
        "commitments": _("Word for commitments"),
    }
    for name, word in asdict(document.words).items():
        yield from words.tell("wording", name, names.get(name, name), word)


def scale_facts(scale: tuple[RatingValue, ...]) -> Iterator[Fact]:
    """What each rating is called, means and looks like."""
    for rating in scale:
        spot = Spot(KEY, (_("Key to the ratings"), rating.word), ("key", rating.code), "key")
        yield from spot.tell("key", "word", _("Word"), rating.word)
        yield from spot.tell("key", "definition", _("What it means"), rating.definition)
        yield from spot.tell("structure", "shape", _("Shape"), rating.shape)
        yield from spot.tell("structure", "colour", _("Colour"), rating.colour)
        yield from spot.tell("structure", "rank", _("Place from the best"), rating.rank)


def account_facts(account: AccountSection) -> Iterator[Fact]:
    """What became of each number; what is recorded of it, and why."""
    spot = Spot(KEY, (_("Account of numbers"),), ("account",), "account")
    yield from spot.tell("account", "against", _("Set against"), account.against)
    for group in account.groups:
        for number in group.numbers:
            yield from spot.row_of(("account", number), number).tell("account", "outcome", "", group.words)
    for reason in account.reasons:
        row = spot.row_of(("account", reason.number), reason.number)
        yield from row.tell("account", "recorded", _("What is recorded"), reason.words)
        yield from row.tell("reason", "reason", _("Reason"), reason.reason)
