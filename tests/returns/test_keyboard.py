"""The whole sample quarter, entered with the keyboard alone: what was typed is held, and each line takes a few keys."""

from collections import Counter, defaultdict
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from accounts.roles import Role
from commitments.models import Line, Status
from indicators.models import Place, Reading
from pillars.models import Narrative, ReportingPeriod, Return, SubThemeRating
from pillars.quarters import Quarter
from pillars.versions import EmptyReason
from returns.files.plan import load_plan
from returns.files.quarter import load_quarter
from returns.queries import quarter_sheet
from tests.browsing import choose_by_letters
from tests.people import make_person, sign_in
from tests.records import SAMPLE

pytestmark = pytest.mark.django_db(transaction=True)
QUARTER = Quarter(2019, 1)
REASON = "As the sample has it."
WITHOUT = {reason.value: str(reason.label) for reason in EmptyReason}


@pytest.fixture
def period() -> ReportingPeriod:
    """The sample's Q1 2019/20 with its lines and places, and nothing entered yet."""
    load_plan(SAMPLE / "plan.yaml")
    load_quarter(SAMPLE / f"{QUARTER.slug}.yaml")
    for versions in (Status, Reading, SubThemeRating, Narrative):
        versions.objects.all().delete()
    return ReportingPeriod.objects.select_related("scale").of(QUARTER).get()


class Typist:
    """Somebody without a mouse. Every key that is pressed is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    @property
    def at(self) -> str:
        return self.page.evaluate("document.activeElement.id")

    def tab_to(self, field: str) -> None:
        """Goes forward, field by field, as far as this one."""
        for _ in range(80):
            if self.at == field:
                return
            self.press("Tab")
        raise AssertionError(f"{field} is not reached with Tab; the focus is at “{self.at}”.")

    def write(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.pressed += len(words)

    def rate(self, key: str, given: dict[str, Any]) -> int:
        """Rates the row whose group has the focus; gives the keys that it took."""
        before = self.pressed
        assert self.at.startswith(f"{key}-choice"), f"the focus is at {self.at}, and not at {key}"
        if "rating" in given:
            self.press("=" if given["rating"] == given.get("last_rating") else given["rating"].lower())
        else:
            # The last of the ratings, which says that there is none, lies one step to the left of the first.
            self.press("ArrowLeft")
            self.tab_to(f"{key}-why")
            self.say(WITHOUT[given["empty"]])
        return self.pressed - before

    def say(self, words: str) -> None:
        """Chooses from a list by the first letters, as lists let everybody."""
        choose_by_letters(self.page, self.page.locator(f"#{self.at}"), words)
        self.pressed += len(words)


def needs_reason(given: dict[str, Any]) -> bool:
    ranks = {"R": 4, "A": 3, "G": 2, "C": 1}
    rating = given.get("rating", "")
    this, last = ranks.get(rating), ranks.get(given.get("last_rating", ""))
    return rating in ("R", "A") or bool(this and last and this < last)


def lines_of(part: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for line in part.get("lines", ()) for each in (line, *line.get("children", ()))]


def test_the_sample_quarter_is_entered_with_the_keyboard_alone(period, desk_page, live_server, capsys):
    file = yaml.safe_load((SAMPLE / f"{QUARTER.slug}.yaml").read_text(encoding="utf-8"))
    editor = make_person(Role.EDITOR)
    for held in Return.objects.filter(period=period).select_related("sub_theme"):
        held.sub_theme.editors.add(editor)
    sign_in(desk_page, editor, live_server.url)
    typist, keys = Typist(desk_page), defaultdict(Counter)

    for sheet in quarter_sheet(period).returns:
        sub_theme = sheet.quarterly_return.sub_theme
        part = file["sub_themes"][sub_theme.key]
        desk_page.goto(f"{live_server.url}/quarters/{QUARTER.slug}/returns/{sub_theme.key}/")
        _enter_own(typist, part)
        for text in sheet.texts:
            _enter_text(typist, text.key, _paragraphs(file, part, text))
        for entry in sheet.readings:
            if entry.kept_on is None:
                given = part.get("readings", {}).get(entry.place.indicator.key) or file["readings"].get(
                    entry.place.indicator.key
                )
                _enter_reading(typist, entry.key, given)
        if sheet.lines:
            typist.tab_to(f"{sheet.lines[0].key}-choice")
        for entry, given in zip(sheet.lines, lines_of(part), strict=True):
            kind, taken = _enter_line(typist, entry.key, given)
            keys[kind][taken] += 1
        # A typist is quicker than a busy machine, which saves one row after the other.
        done = f"{sheet.of} of {sheet.of} done"
        expect(desk_page.locator("#progress")).to_contain_text(done, timeout=5 * 60_000)

    _compare(period, file)
    with capsys.disabled():
        for kind, counted in keys.items():
            told = ", ".join(f"{keys} keys on {lines} lines" for keys, lines in sorted(counted.items()))
            print(f"\n  {kind}: {told}", end="")  # noqa: T201 the count is what is asked for
    assert set(keys["no change"]) == {2}
    assert set(keys["changed"]) <= {2, 3}


def _enter_own(typist: Typist, part: dict[str, Any]) -> None:
    typist.tab_to("own-choice")
    typist.rate("own", part)
    if needs_reason(part):
        typist.tab_to("own-reason")
        typist.write(REASON)


def _paragraphs(file: dict[str, Any], part: dict[str, Any], text: Any) -> list[str]:
    if text.pillar:
        return file["pillars"][text.pillar.key]["headlines"]
    return part.get(text.kind, [])


def _enter_text(typist: Typist, key: str, paragraphs: list[str]) -> None:
    typist.tab_to(f"{key}-text")
    if paragraphs:
        typist.write("\n".join(" ".join(paragraph.split()) for paragraph in paragraphs))
    else:
        typist.tab_to(f"{key}-none")
        typist.press("Space")


def _enter_reading(typist: Typist, key: str, given: dict[str, Any] | None) -> None:
    typist.tab_to(f"{key}-printed")
    if given and given.get("printed") and not given.get("empty"):
        typist.write(given["printed"])
    else:
        typist.tab_to(f"{key}-why")
        typist.say(WITHOUT[given["empty"] if given else "no_new_data"])
        typist.press("Tab")


def _enter_line(typist: Typist, key: str, given: dict[str, Any]) -> tuple[str, int]:
    """One line, from the moment its group has the focus until the next line's has it. What is written as the reason is
    counted for the words that it is, and so left out."""
    taken = typist.rate(key, given)
    if "rating" not in given:
        typist.press("Control+Enter")
        return "no rating", taken + 1
    if not needs_reason(given):
        typist.press("Enter")
        return ("no change" if given["rating"] == given.get("last_rating") else "changed"), taken + 1
    before = typist.pressed
    typist.tab_to(f"{key}-reason")
    typist.page.keyboard.insert_text(REASON)
    typist.press("Control+Enter")
    return "with a reason", taken + typist.pressed - before


def _compare(period, file):
    """What is held is what the file says, line by line and reading by reading."""
    assert Line.objects.filter(quarterly_return__period=period).count() == 79
    rated = numbers = 0
    for sheet in quarter_sheet(period).returns:
        part = file["sub_themes"][sheet.quarterly_return.sub_theme.key]
        assert sheet.own.this.code == part["rating"]
        for entry, given in zip(sheet.lines, lines_of(part), strict=True):
            assert (entry.this.code if entry.this else None) == given.get("rating")
            assert entry.status.empty_reason == given.get("empty", "")
            assert entry.status.reason == (REASON if needs_reason(given) else "")
            rated, numbers = rated + 1, numbers + len(entry.numbers)
        assert not sheet.missing
    assert (rated, numbers) == (79, 87)
    shown = 0
    for place in Place.objects.filter(indicator__plan=period.plan_id).select_related("indicator", "sub_theme"):
        own = place if place.indicator.is_per_place else None
        part = file["sub_themes"][place.sub_theme.key]
        given = part.get("readings", {}).get(place.indicator.key) or file["readings"].get(place.indicator.key)
        reading = Reading.objects.filter(indicator=place.indicator, place=own, period=period).heads().first()
        if reading is None:
            assert given is None
            continue
        shown += 1
        if given and given.get("printed") and not given.get("empty"):
            assert (reading.printed, reading.empty_reason) == (given["printed"], "")
        else:
            assert reading.empty_reason == (given["empty"] if given else "no_new_data")
    assert shown >= 59
