"""Plans of other shapes, from their files to every page and the PDF: priorities without sub-themes, or very many rows."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.roles import Role
from pdf.inspect import inspect
from pillars.quarters import Quarter
from reports import render
from reports.actions import publish_report
from reports.queries import published_report
from returns.actions import adopt_returns
from tests.people import client_of, make_person
from tests.records import commitment, line, load, place, plan_file, quarter_file

pytestmark = pytest.mark.django_db

QUARTER = Quarter(2025, 1)
LONG = "Drugs & alcohol <now> – Ynys Môn’s café: " + "every word of it " * 21
LONG = LONG[:399].strip()


def priorities() -> tuple[dict[str, Any], dict[str, Any]]:
    """Six priorities without sub-themes; the plan calls them so."""
    keys = [f"priority-{letter}" for letter in "abcdef"]
    plan = plan_file(
        words={"pillar": "priority", "pillars": "priorities", "commitment": "pledge", "commitments": "pledges"},
        pillars=[{"key": key, "title": f"Priority {key[-1].upper()}"} for key in keys],
        indicators=[
            {"key": "safe", "name": "People who feel safe", "kind": "percentage", "places": [place(keys[0], 1)]}
        ],
    )
    returns: dict[str, Any] = {key: {"rating": "G"} for key in keys}
    returns[keys[0]]["lines"] = [line("1", "1(a)"), line("2", rating="N"), line("3")]
    return plan, quarter_file(sub_themes=returns)


def crowded(pillars: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """So many pillars with a name of 400 characters; one sub-theme has sixty commitments, the others none."""
    plan = plan_file(
        pillars=[
            {
                "key": f"pillar-{number}",
                "title": LONG,
                "sub_themes": [{"key": f"theme-{number}", "title": LONG}, {"key": f"other-{number}", "title": "Other"}],
            }
            for number in range(pillars)
        ],
        indicators=[{"key": "safe", "name": LONG, "kind": "percentage", "places": [place("theme-0", 1)]}],
        commitments=[commitment(str(number), ("2025-04-01", LONG)) for number in range(1, 61)],
    )
    returns: dict[str, Any] = {
        key: {"rating": "G"} for number in range(pillars) for key in (f"theme-{number}", f"other-{number}")
    }
    returns["theme-0"]["lines"] = [line(str(number)) for number in range(1, 61)]
    return plan, quarter_file(sub_themes=returns)


@pytest.mark.parametrize(
    ("files", "pages"),
    [(priorities(), 6), (crowded(3), 6), (crowded(8), 16)],
    ids=["six priorities", "three pillars", "eight pillars"],
)
def test_plan_of_another_shape_is_read_on_every_page(
    tmp_path: Path, files: tuple[dict[str, Any], dict[str, Any]], pages: int
) -> None:
    period = load(tmp_path, *files)
    assert period is not None
    adopt_returns(period=period)
    publish_report(period=period, by=None)
    document = published_report(QUARTER).document
    assert len(document.pages) == pages
    client, report = Client(), f"/reports/{QUARTER.slug}/"
    addresses = [report, f"{report}summary/", f"{report}whole/", f"{report}key/", "/commitments/", "/commitments/1/"]
    addresses += [f"{report}pages/{page.slug}/" for _, page in document.pages]
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        assert len(html.fromstring(response.content).xpath("//h1")) == 1, address
    first = html.fromstring(client.get(addresses[6], follow=True).content)
    assert len(first.xpath("//table[contains(@class, 'lines')]/tbody/tr")) == len(document.pages[0][1].parts[0].lines)
    assert "No reading" in first.text_content()
    facts = inspect(render.pdf(document))
    assert facts.claims_ua
    assert sum(len(bookmark.children) for bookmark in facts.outlines) == pages


def test_priorities_without_sub_themes_are_kept_on_every_page_of_staff(tmp_path: Path) -> None:
    period = load(tmp_path, *priorities())
    assert period is not None
    make_person(Role.EDITOR)
    client, quarter = client_of(make_person(Role.ADMINISTRATOR)), f"/quarters/{QUARTER.slug}/"
    returns = [reverse("returns:edit", args=[QUARTER.slug, f"priority-{letter}"]) for letter in "abcdef"]
    named = {quarter, f"{quarter}draft/", f"{quarter}draft/whole/", "/plan/editors/"}
    for address in [*sorted(named), f"{quarter}lines/", "/plan/commitments/", *returns]:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        tree = html.fromstring(response.content)
        assert len(tree.xpath("//h1")) == 1, address
        told = tree.get_element_by_id("main").text_content()
        if address in named:
            assert [letter for letter in "ABCDEF" if f"Priority {letter}" not in told] == [], address
    for letter, address in zip("ABCDEF", returns, strict=True):
        assert f"Priority {letter}" in html.fromstring(client.get(address).content).xpath("//h1")[0].text_content()
