"""What is published keeps the colours and the logo that the office had on the day, whatever it chooses afterwards."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf, parse_content_stream

from pdf.inspect import inspect
from pictures.take import take_in
from pillars.actions import save_logo, save_office
from pillars.brand import HOUSE, Brand, stylesheet
from pillars.forms import LARGEST_LOGO
from pillars.queries import standing_of_office
from reports import render
from reports.actions import NotReady, correct_report
from reports.differences import differences
from reports.document import SCHEMA
from reports.document.stored import from_json, to_json
from reports.editions import verifying
from reports.files import store
from tests.pdf import verapdf
from tests.people import client_of
from tests.pictures.drawing import logo
from tests.reports import publishing
from tests.reports.publishing import CORRECTION, FIRST, SECOND, change_a_rating, publish
from tests.reports.small_report import small_report

GREEN, BROWN = Brand("#0b4f2a", "#14663a"), Brand("#5c2d00", "#7a3312")
ASSET = "assets/styles/brand.css"


def choose(brand: Brand) -> None:
    values = {"brand_colour": brand.colour, "link_colour": brand.link}
    save_office(values=values, based_on=standing_of_office(), by=None)


def hang_up(content: bytes) -> bytes:
    """Give the office a logo; gives the picture that stands for it."""
    picture = take_in(content, within=LARGEST_LOGO)
    save_logo(picture=picture, based_on=standing_of_office(), by=None)
    return picture.png


def colours_of(paper: bytes, folder: Path) -> set[str]:
    """Every colour in which the first page of a PDF is filled, as #0b4f2a."""
    file = folder / "paper.pdf"
    file.write_bytes(paper)
    with Pdf.open(file) as pdf:
        return {
            "#" + "".join(f"{round(float(one) * 255):02x}" for one in drawn.operands)
            for drawn in parse_content_stream(pdf.pages[0])
            if str(drawn.operator) in ("rg", "RG", "scn", "SCN") and len(drawn.operands) == 3
        }


@pytest.mark.django_db
def test_edition_keeps_the_colours_of_its_day_and_a_correction_has_those_of_its_own(tmp_path):
    period = publishing.ready()
    choose(GREEN)
    picture = hang_up(logo())
    first = publish(period)
    choose(BROWN)
    save_logo(picture=None, based_on=standing_of_office(), by=None)
    reader = client_of(None)
    page = reader.get(f"{FIRST}summary.html").content.decode()
    assert f'href="{ASSET}"' in page
    assert f'content="{GREEN.colour}"' in page
    assert reader.get(f"{FIRST}{ASSET}").content.decode() == stylesheet(GREEN.colour, GREEN.link)
    assert '<img class="masthead-logo" src="assets/images/logo.png" width="800" height="133" alt="">' in page
    answer = reader.get(f"{FIRST}assets/images/logo.png")
    assert (answer.content, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        picture,
        "image/png",
        "nosniff",
    )
    paper = store.read(first.files.get(path="report.pdf").digest)
    assert {GREEN.colour, GREEN.link} <= colours_of(paper, tmp_path)
    with Pdf.open(BytesIO(paper)) as pdf:
        assert len(list(pdf.pages[0].get_images())) == 1
    assert inspect(paper).claims_ua
    (tmp_path / "report.pdf").write_bytes(paper)
    assert verapdf.failures([tmp_path / "report.pdf"]) == {tmp_path / "report.pdf": []}
    brand = from_json(first.document).brand
    assert replace(brand, logo="", logo_width=0, logo_height=0) == GREEN
    assert brand.logo == store.digest_of(picture)
    with pytest.raises(NotReady, match="Nothing in the records differs from edition 1"):
        correct_report(period=period, by=None, **CORRECTION)
    change_a_rating(period)
    second = correct_report(period=period, by=None, **CORRECTION)
    assert reader.get(f"{FIRST}{ASSET}").content.decode() == GREEN.styles
    assert reader.get(f"{SECOND}{ASSET}").content.decode() == BROWN.styles
    assert "masthead-logo" not in reader.get(f"{SECOND}summary.html").content.decode()
    changes = from_json(second.document).edition.changes
    assert changes
    assert not any("#" in one.before + one.after for one in changes)
    assert not [faults for _, faults in verifying.faults() if faults]


def test_colours_name_a_section_and_are_no_difference():
    report = small_report()
    other = replace(report, brand=GREEN)
    assert differences(report, other) == ()
    sections = [[render.cover_page(one), *render.section_pages(one)] for one in (report, other)]
    assert not set(sections[0]) & set(sections[1])
    assert all(GREEN.styles in section for section in sections[1])
    assert GREEN.styles in render.standalone_html(other)


def test_document_of_the_fourth_schema_has_the_portals_colours():
    content = json.loads(to_json(replace(small_report(), brand=GREEN)))
    assert content["schema"] == SCHEMA
    found = from_json(json.dumps({key: one for key, one in content.items() if key != "brand"} | {"schema": 4}))
    assert found.brand == HOUSE
