"""The live public pages in Welsh: apart from what an office wrote, which stands in brackets here, no word is in English."""

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import override
from lxml import html

from pillars.models import Office
from pillars.shown import Shown
from readers import actions
from readers.models import Exemption
from readers.sample import STATEMENT
from reports.document.stored import from_json
from reports.models import Edition, SearchLine
from reports.search import lines_of
from tests import records
from tests.reports.bilingual import beside_brackets
from tests.reports.documents import account, comparison, document, line, part, rated, reading
from tests.reports.test_golden import GOLDEN
from tests.reports.test_through import publish

pytestmark = pytest.mark.django_db

EARLIER, FIRST, SECOND, THIRD = "2018-19-q4", "2019-20-q1", "2019-20-q2", "2019-20-q3"
# To its end, or to where the title of a page cuts it off.
OFFICES_OWN = re.compile(r"\[[^\[\]]*(?:\]|… –)")
# Addresses, digests, numbers of commitments, and what bears the same name everywhere.
NO_WORDS = re.compile(
    r"https?://\S+|/[-\w/.]+|[-\w]+@[-\w.]+|\b[-\w]+\.example\b|\b[0-9a-f]{64}\b|SHA256SUMS|English|Cymraeg"
)
WORD = re.compile(r"[^\W\d_]{2,}|\bQ[1-4]\b")
# What a reader hears or is shown of an element besides the text in it.
TOLD = ("aria-label", "alt", "title", "placeholder", "data-label")
FILTERS = ("", "?rating=not-listed", "?long=yes", "?rating=C")


@pytest.fixture(scope="module")
def vocabulary():
    """The words of the Welsh catalogue, and the months."""
    with (settings.BASE_DIR / "locale" / "cy" / "LC_MESSAGES" / "django.po").open("rb") as file:
        said = [text for one in read_po(file) if one.id for text in (one.string if one.pluralizable else [one.string])]
    with override("cy"):
        said += [str(month) for month in MONTHS.values()]
    return {word.casefold() for text in said for word in WORD.findall(re.sub(r"%\(\w+\)[sd]|<[^>]*>", " ", text))}


def strange(content, vocabulary):
    """The words of a page that are neither an office's own nor Welsh."""
    page = html.fromstring(content)
    texts = ["\n".join(page.itertext()), *page.xpath("//meta[@name='description']/@content")]
    texts += [value for name in TOLD for value in page.xpath(f"//@{name}")]
    found = set()
    for text in texts:
        bare, count = text, 1
        while count:
            bare, count = OFFICES_OWN.subn(" ", bare)
        found |= {word.casefold() for word in WORD.findall(NO_WORDS.sub(" ", bare))}
    return found - vocabulary


def drawn(address, top="/cy"):
    """A page as it is read in Welsh, or in English."""
    answer = Client().get(f"{top}{address}")
    assert answer.status_code in (200, 404, 410, 422), address
    return answer.content.decode()


def publish_in_welsh(documents):
    """Make reports public in Welsh as well, and let the office speak in brackets there."""
    publish([beside_brackets(one) for one in documents])
    Office.objects.update(second_language="cy")
    for field in ("name", "short_name", "area", "role", "role_short", "panel", "report_title", "notice"):
        Office.objects.update(**{field: f"[{field}]"})


def three():
    """Three reports with something of everything that a page through the quarters can tell."""
    everywhere = {"target": "80%", "comparisons": (comparison("70"), comparison("60", "Q2 2018/19"))}
    firsts = (line("1", rated("R", reason="Late.")), line("4", rated("C")), line("5, 6", rated(None)))
    first = document(FIRST, part(lines=firsts, indicators=(reading(**everywhere), reading("gone"))))
    seconds = (line("1", rated("R", "R")), line("5", rated("A", "G", stated=True)), line("6", rated("G")))
    readings = (reading(number="90", is_approximate=True, **everywhere), reading("few", None, footnote="Few people."))
    second = document(SECOND, part(lines=seconds, indicators=readings), account=account(FIRST, missing="4", moved="5"))
    moved = {
        "milestone": "A draft",
        "milestone_due_on": date(2020, 3, 31),
        "rebaselined": "Re-baselined from 31 December 2019",
        "evidence": "https://minutes.example/1",
    }
    thirds = (
        line("1", rated("R", "R"), "Other words", **moved),
        line("2, 3", rated("R", Shown(None, "2: Amber; 3: Green"))),
        line("5", rated("A", "G", reason="Slow."), rebaselined="Re-baselined from A plan"),
        line("6", rated("N", "G")),
        line("7", rated(None, Shown(None, "Not due"))),
    )
    target = {"rebaselined": "Re-baselined from 85%", "rebaselined_reason": "Less money.", **everywhere}
    apart = (reading("apart", "3"), reading("safe", "95", basis="Year to date", **target))
    other = part("roads", rated("R", "A"), indicators=(reading("apart", "4"),))
    outcomes = {"new": "2, 3, 7", "reworded": "1", "unchanged": "5, 6", "missing": "4"}
    third = document(THIRD, part(lines=thirds, indicators=apart), other, account=account(SECOND, **outcomes))
    return [third, second, first]


def of_sample():
    """The reports of the sample: two quarters that are not neighbours."""
    return [from_json(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.glob("*.json"), reverse=True)]


def addresses_of(documents):
    """The pages of a plan's reports, the first of each kind and every one whose number or key is among the latest."""
    latest = documents[0]
    parts = [one for _pillar, page in latest.pages for one in page.parts]
    yield from (
        "/",
        "/reports/",
        "/pillars/",
        "/indicators/",
        "/open-data/",
        *(f"/commitments/{one}" for one in FILTERS),
    )
    for one in documents:
        yield from (f"/reports/{one.quarter.slug}/", f"/commitments/changes/{one.quarter.slug}/")
    yield from (f"/pillars/{pillar.key}/" for pillar in latest.pillars)
    yield from dict.fromkeys(f"/indicators/{row.key}/" for one in parts for row in one.indicators)
    yield from dict.fromkeys(
        f"/commitments/{held.slug}/" for one in parts for row in one.lines for held in row.commitments
    )


@pytest.mark.parametrize(("made", "fewest"), [(three, 24), (of_sample, 120)])
def test_pages_of_reports_hold_no_word_of_english(made, fewest, vocabulary):
    documents = made()
    publish_in_welsh(documents)
    addresses = list(addresses_of(documents))
    assert len(addresses) >= fewest
    found = {address: strange(drawn(address), vocabulary) for address in addresses}
    assert {address: words for address, words in found.items() if words} == {}


def test_english_is_found_where_there_is_any(vocabulary):
    publish_in_welsh(three())
    silent = [address for address in addresses_of(three()) if not strange(drawn(address, ""), vocabulary)]
    assert silent == []


def test_quarters_of_lists_stand_in_the_language_of_the_page():
    publish_in_welsh(three())
    for address in ("/reports/", f"/reports/{THIRD}/", "/open-data/", "/search/", "/commitments/1/"):
        welsh, english = drawn(address), drawn(address, "")
        assert "Ch3 2019/20" in welsh, address
        assert "Q3 2019/20" not in welsh, address
        assert "Q3 2019/20" in english, address


def test_number_that_no_report_names_is_said_to_be_so_in_welsh():
    publish_in_welsh([document(FIRST, part(lines=(line("1", rated("G")), line("2", rated("G")))))])
    publish([beside_brackets(document(THIRD, part(lines=(line("2", rated("A")),))))])
    strip = html.fromstring(drawn("/commitments/1/")).xpath("//ol[@class='strip']/li")
    assert [" ".join(one.text_content().split()) for one in strip] == [
        "Ch1 2019/20 [Green]",
        "Ch2 2019/20 Heb ei gadw",
        "Ch3 2019/20 Heb ei restru",
    ]


def test_pages_that_have_nothing_to_show_yet_say_so_in_welsh(vocabulary):
    records.make_plan()
    Office.objects.update(name="[name]", panel="[panel]", second_language="cy")
    for address in ("/", "/reports/", "/search/", "/open-data/", "/pillars/", "/contact/", "/accessibility/"):
        assert strange(drawn(address), vocabulary) == set(), address


def test_search_asks_finds_and_refuses_in_welsh(vocabulary):
    publish_in_welsh(three())
    for edition in Edition.objects.all():
        SearchLine.objects.bulk_create(lines_of(from_json(edition.document), edition))
    many = "+".join(map(str, range(100, 120)))
    refused = ("q=e", "q=%25", f"q={'x' * 300}", "q=safe&quarter=none", "q=safe&kind=none", f"q={many}")
    for asked in ("", "q=safe", "q=promise", "q=nowhere", *refused):
        assert strange(drawn(f"/search/?{asked}"), vocabulary) <= {"nowhere", "promise", "safe"}, asked


@pytest.mark.parametrize("changes", [{}, {"compliance": "none", "response_days": 1}, {"compliance": "full"}])
def test_what_the_office_says_of_itself_stands_in_welsh_around_it(changes, vocabulary):
    names = ("name", "short_name", "area", "role", "role_short", "panel")
    Office.objects.create(pk=1, **dict.fromkeys(names, "[name]"), second_language="cy")
    written = STATEMENT | {"able": "[to read]\n[to hear]", "enforced_by": "", "advised_by": ""}
    bracketed = {name: "[words]" if isinstance(text, str) else text for name, text in written.items()}
    days = dict.fromkeys(("prepared_on", "reviewed_on", "tested_on"), timezone.localdate())
    held = {"compliance": STATEMENT["compliance"], "able": "[to read]\n[to hear]"} | changes
    actions.save_statement(values=bracketed | days | held, based_on="", by=None)
    for exemption in Exemption if held["compliance"] != "full" else ():
        barrier = dict.fromkeys(("content", "criteria", "alternative", "plan"), "[words]") | {"exemption": exemption}
        if exemption == "out_of_scope":
            barrier["criteria"] = ""
        actions.save_barrier(barrier=None, values=barrier, based_on="", by=None)
    names = ("answered_by", "telephone", "opening_hours", "address")
    contact = dict.fromkeys(names, "[words]") | {"email": "a@b.example", "form_address": "https://form.example/"}
    actions.save_contact(values=contact, based_on="", by=None)
    for address in ("/accessibility/", "/contact/"):
        assert strange(drawn(address), vocabulary) == set(), address


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_refusals_stand_in_welsh(status, vocabulary):
    with override("cy"):
        assert strange(render_to_string(f"{status}.html"), vocabulary) == set()


def test_edition_that_was_withdrawn_says_so_in_welsh(vocabulary):
    publish_in_welsh([document(FIRST, part())])
    period = Edition.objects.get().period
    gone = {"withdrawn_at": timezone.now(), "withdrawn_reason": "[reason]"}
    later = {"published_at": timezone.now(), "public_from": timezone.now()}
    corrected = Edition.objects.create(
        period=period, number=2, corrects=Edition.objects.get(), what="[what]", why="[why]", asked_by="[who]",
        document="", digest="0" * 64, **later, **gone,
    )  # fmt: skip
    corrected.files.create(path="cy/index.html", content_type="text/html", size=1, digest="0" * 64)
    for content in (drawn(f"/reports/{FIRST}/"), drawn(f"/reports/{FIRST}/editions/2/cy/index.html", "")):
        assert "Tynnwyd" in content
        assert strange(content, vocabulary) == set()
