"""Agendas and minutes keep the colours that the office had when they were published; they tell nothing by them."""

import json
from pathlib import Path

import pytest

from meetings.publishing.actions import publish_minutes
from meetings.publishing.changes import changes_between
from meetings.rules import Refused
from meetings.stored import agenda_from, minutes_from
from pdf.inspect import structure
from pillars.actions import save_office
from pillars.brand import HOUSE
from pillars.queries import standing_of_office
from tests.meetings import diary
from tests.meetings.test_published_minutes import AFTER
from tests.meetings.test_published_pages import AGENDA, read
from tests.meetings.test_publishing import content, publish
from tests.pdf import verapdf
from tests.people import client_of
from tests.pictures.drawing import logo
from tests.pillars.test_office import NAMES
from tests.reports.test_frozen_brand import BROWN, GREEN, choose, colours_of, hang_up

pytestmark = pytest.mark.django_db
STYLES = "assets/styles/brand.css"


def test_agendas_and_minutes_keep_the_colours_of_their_day(tmp_path):
    save_office(values=NAMES | {"notice": ""}, based_on=standing_of_office(), by=None)
    choose(GREEN)
    picture = hang_up(logo())
    meeting = diary.standing(diary.plan(venue="Council Chamber"))
    item = diary.item(meeting, "Complaints", 3)
    diary.report(item)
    diary.minute(item, decision="resolved", words="That the report be noted.")
    agenda, minutes = publish(meeting), publish_minutes(meeting=meeting, by=None, now=AFTER)
    choose(BROWN)
    hang_up(logo(colour=BROWN.colour))
    files: list[Path] = []
    for made, pdf in ((agenda, "agenda-pack.pdf"), (minutes, "minutes.pdf")):
        assert read(f"{AGENDA}{made.number}/{STYLES}") == GREEN.styles
        assert f'href="{STYLES}"' in read(f"{AGENDA}{made.number}/")
        assert client_of(None).get(f"{AGENDA}{made.number}/assets/images/logo.png").content == picture
        paper = content(made, pdf)
        assert GREEN.colour in colours_of(paper, tmp_path)
        figures = [node for node in structure(paper) if node.tag == "Figure"]
        assert len(figures) == 1
        files.append(tmp_path / pdf)
        files[-1].write_bytes(paper)
    assert verapdf.failures(files) == {file: [] for file in files}
    with pytest.raises(Refused, match="nothing has changed since"):
        publish(meeting)
    with pytest.raises(Refused, match="nothing has changed since"):
        publish_minutes(meeting=meeting, by=None, now=AFTER)
    before = {"schema": 1}
    kept = json.loads(agenda.document)
    old = agenda_from(json.dumps({key: one for key, one in kept.items() if key != "brand"} | before))
    assert old.brand == HOUSE
    assert not changes_between(old, agenda_from(agenda.document))
    kept = json.loads(minutes.document)
    assert minutes_from(json.dumps({key: one for key, one in kept.items() if key != "brand"} | before)).brand == HOUSE
