"""Walks docs/tour.md: one rating, from its file to the page and the PDF; and sees that the tour names real places."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import html

from commitments.models import Status
from pillars.quarters import Quarter
from reports.queries import published_report

ROOT = Path(__file__).resolve().parent.parent
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
QUARTER = Quarter(2019, 1)


@pytest.mark.parametrize("target", re.findall(r"\]\(\.\./([^)]+)\)", TOUR))
def test_tour_links_to_files_that_are_there(target: str) -> None:
    assert (ROOT / target).is_file()


@pytest.mark.parametrize("name", re.findall(r"`([a-z_]+_[a-z_]+)`", TOUR))
def test_tour_names_functions_that_are_there(name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in ROOT.glob("[a-z]*/**/*.py") if ".venv" not in path.parts]
    assert (
        any(f"def {name}(" in source for source in sources)
        or (ROOT / "returns/management/commands" / f"{name}.py").is_file()
    )


@pytest.mark.django_db
def test_one_rating_walks_from_the_file_to_the_page() -> None:
    # 1. The file is read, and 2. the status is recorded.
    call_command("load_plan", ROOT / "sample" / "plan.yaml", verbosity=0)
    call_command("load_quarter", ROOT / "sample" / f"{QUARTER.slug}.yaml", approved=True, verbosity=0)
    status = Status.objects.get(line__places__commitment__number=16, line__quarterly_return__period__year=2019)
    assert status.rating is not None

    # 3. The report is published, and 4. the document is assembled.
    call_command("publish_report", QUARTER.slug, verbosity=0)
    _, page = published_report(QUARTER).document.page("vulnerability")
    line = page.parts[0].lines[0]
    assert [item.number for item in line.commitments] == ["16"]
    assert line.rated.this.words == status.rating.word

    # 5. The page is drawn.
    tree = html.fromstring(Client().get(f"/reports/{QUARTER.slug}/pages/vulnerability/").content)
    [row] = [row for row in tree.xpath("//tr") if "Resources for responses to new crime trends" in row.text_content()]
    assert status.rating.word in row.text_content()
