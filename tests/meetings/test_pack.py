"""Agenda packs of real records: pages, ranges, tags, what is exempt, and what cannot be built."""

import io
from datetime import date

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from meetings import actions
from meetings.document import Audience
from meetings.models import Document, Meeting
from meetings.pack import drawing
from meetings.pack.building import build
from meetings.rules import Refused
from pdf.inspect import inspect, page_texts, structure
from pdf.join import page_counts
from reports import render
from reports.actions import withdraw_edition
from reports.files import store
from reports.models import Edition
from tests.meetings import diary
from tests.meetings.standins import hand_in, stand_in
from tests.records import load_sample
from tests.sample import publish_sample

SECRET = "The bidder Northwold Fleet Services has asked for four million pounds for its vehicles."
EXEMPT = {
    "paragraph": 3,
    "public_interest": "Telling it now would spoil the purchase for everybody who pays for it.",
    "decided_by_role": "Monitoring Officer",
    "decided_on": date(2019, 9, 1),
    "review_on": date(2020, 9, 1),
}


@pytest.fixture
def meeting(db) -> Meeting:
    """Three standing items, a paper of three pages and one of two, the last of them an item of two parts."""
    held = diary.standing(diary.plan())
    first = diary.item(held, "Complaints", 3, purpose="What became of complaints.")
    hand_in(first, stand_in("Complaints", 3), title="Complaints", pages=3)
    second = diary.item(held, "Commissioning", 4)
    diary.part(second, "a", "How services are bought.", presenter_role="Head of Commissioning")
    hand_in(second, stand_in("Commissioning", 2), title="Commissioning", pages=2)
    return held


def exempt(held: Meeting, title: str = "Vehicles") -> Document:
    """An exempt item with a written report that nobody outside may read."""
    item = diary.item(held, title, 5, purpose="Which bidder is to be chosen for the vehicles of the force.")
    report = diary.report(item, title=title, purpose="Which of three bids is the best.", body=SECRET)
    actions.exempt_item(item=item, values=EXEMPT, based_on="", by=None)
    return report.document


def bookmarks(found, depth=0):
    return [entry for one in found for entry in ((depth, one.title, one.page), *bookmarks(one.children, depth + 1))]


def test_ranges_of_the_agenda_are_where_a_reader_finds_the_papers(meeting, tmp_path):
    built = build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    content = (tmp_path / "pack.pdf").read_bytes()
    texts = page_texts(content)
    assert len(texts) == built.layout.total == 12
    assert (built.pages_of(3), built.pages_of(4)) == ("7 - 9", "11 - 12")
    agenda = texts[built.layout.documents["agenda"].first - 1]
    assert "7 - 9" in agenda
    assert "11 - 12" in agenda
    assert "(a) How services are bought." in " ".join(agenda.split())
    assert "Page 1 of 3 in place of" in texts[6]
    assert "Page 2 of 2 in place of" in texts[11]
    for blank in built.layout.blanks:
        assert "This page is intentionally left blank" in texts[blank - 1]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        named = {str(name): target for name, target in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        assert pdf.pages.index(pikepdf.Page(named["item-4-1"][0])) + 1 == 11


def test_every_page_bears_its_number_in_one_sequence(meeting, tmp_path):
    build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    texts = page_texts((tmp_path / "pack.pdf").read_bytes())
    assert all(f"Page {number}" in text for number, text in enumerate(texts, start=1))


def test_a_pack_of_tagged_parts_is_one_tagged_document(meeting, tmp_path):
    built = build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    content = (tmp_path / "pack.pdf").read_bytes()
    facts = inspect(content)
    assert built.claims_ua
    assert facts.claims_ua
    assert facts.is_tagged
    assert facts.title == "Westmarsh Police and Crime Panel, Tuesday 24 September 2019: Agenda pack"
    parts = [node for node in structure(content) if node.tag == "Part"]
    assert [part.title for part in parts][-2:] == ["Complaints", "Commissioning"]
    assert [(depth, title) for depth, title, _page in bookmarks(facts.outlines)][:5] == [
        (0, "Cover"),
        (0, "Information for the public"),
        (0, "Agenda"),
        (0, "3. Complaints"),
        (1, "Complaints"),
    ]


def test_an_untagged_file_is_named_and_ends_the_claim(meeting, tmp_path):
    item = meeting.items.get(number=4)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        file = io.BytesIO()
        pdf.save(file)
    hand_in(item, file.getvalue(), title="A scan", pages=1, is_tagged=False)
    built = build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    assert [paper.title for paper in built.unheard] == ["A scan"]
    assert not inspect((tmp_path / "pack.pdf").read_bytes()).claims_ua


def test_the_same_agenda_gives_the_same_bytes(meeting, tmp_path):
    for name in ("one.pdf", "two.pdf"):
        build(meeting, Audience.PUBLIC, tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_after_a_change_only_what_changed_is_set_anew(meeting, tmp_path, monkeypatch):
    written = diary.report(diary.item(meeting, "Recruiting", 5), body="How many officers came.")
    render.forget()
    build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    handed: list[str] = []
    typesetters = render.typesetters()
    begin = typesetters.begin
    monkeypatch.setattr(
        typesetters, "begin", lambda pages, styles: handed.extend(pages := list(pages)) or begin(pages, styles)
    )
    build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    assert handed == []
    values = {
        "title": written.title,
        "author_role": written.author_role,
        "purpose": written.purpose,
        "body": "Ten came.",
    }
    actions.change_report(report=written, values=values, part=None, based_on=str(written.history.latest().pk), by=None)
    build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    assert ["Ten came." in page for page in handed] == [True]


def test_the_public_pack_is_built_without_what_is_exempt(meeting, tmp_path):
    exempt(meeting)
    built = build(meeting, Audience.PUBLIC, tmp_path / "public.pdf")
    texts = page_texts((tmp_path / "public.pdf").read_bytes())
    whole = " ".join(" ".join(texts).split())
    assert "This item is exempt: paragraph 3" in whole
    assert "the public be excluded from the meeting" in whole
    assert "Vehicles" in whole
    for words in (SECRET, "Which bidder", EXEMPT["public_interest"]):
        assert words not in whole
    assert [item.number for item in built.document.private_items] == [5]
    assert all(paper.is_open for paper in built.document.papers)


def test_the_members_pack_has_it_as_part_2_at_the_end(meeting, tmp_path):
    exempt(meeting)
    built = build(meeting, Audience.MEMBERS, tmp_path / "members.pdf")
    texts = page_texts((tmp_path / "members.pdf").read_bytes())
    assert "Part 2: exempt items" in " ".join(texts)
    assert "may not be given to anybody else" in " ".join(texts[0].split())
    assert "Northwold" in texts[built.layout.documents["item-5-1"].first - 1]
    assert built.layout.documents["item-5-1"].last == built.layout.total


def planted(content: bytes, where: str) -> bytes:
    """A public paper in which somebody left a sentence of an exempt one."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if where == "metadata":
            pdf.docinfo.Subject = SECRET
        elif where == "attachment":
            pdf.attachments["note.txt"] = SECRET.encode()
        elif where == "annotation":
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=SECRET
            )
            pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))
        elif where == "alternative text":
            pdf.Root.StructTreeRoot.K[0].Alt = SECRET
        elif where == "bookmark":
            with pdf.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(SECRET, 0))
        file = io.BytesIO()
        pdf.save(file)
        return file.getvalue()


@pytest.mark.parametrize("where", ["page", "annotation", "alternative text", "bookmark"])
def test_a_public_pack_with_a_sentence_of_an_exempt_paper_is_refused(meeting, tmp_path, where):
    exempt(meeting)
    item = meeting.items.get(number=4)
    words = stand_in(SECRET if where == "page" else "A note", 1)
    hand_in(item, planted(words, where), title="A note", pages=1)
    with pytest.raises(Refused, match="Exempt matter stands in the pack for the public") as refused:
        build(meeting, Audience.PUBLIC, tmp_path / "public.pdf")
    assert "Northwold Fleet Services" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["metadata", "attachment"])
def test_what_a_file_says_of_itself_does_not_come_into_a_pack(meeting, tmp_path, where):
    exempt(meeting)
    hand_in(meeting.items.get(number=4), planted(stand_in("A note", 1), where), title="A note", pages=1)
    build(meeting, Audience.PUBLIC, tmp_path / "public.pdf")
    assert b"Northwold" not in (tmp_path / "public.pdf").read_bytes()


def test_one_file_as_an_exempt_and_a_public_paper_is_refused(meeting, tmp_path):
    item = exempt(meeting).item
    for one in (item, meeting.items.get(number=4)):
        hand_in(one, stand_in("Tenders", 1), title="Tenders", pages=1)
    with pytest.raises(Refused, match="the same file is a paper of a public item"):
        build(meeting, Audience.PUBLIC, tmp_path / "public.pdf")


def test_nothing_exempt_is_kept_among_the_sections_that_were_set(meeting, tmp_path, monkeypatch):
    exempt(meeting)
    kept: list[bool] = []
    begin = drawing.begin
    monkeypatch.setattr(
        drawing,
        "begin",
        lambda pages, is_kept: (
            kept.append(is_kept and any(SECRET in page for page in pages)) or begin(pages, is_kept=is_kept)
        ),
    )
    build(meeting, Audience.MEMBERS, tmp_path / "members.pdf")
    assert not any(kept)


def test_an_empty_agenda_and_a_lost_file_are_refused(meeting, tmp_path):
    with pytest.raises(Refused, match="Nothing is on the agenda yet"):
        build(diary.plan(date(2019, 11, 12)), Audience.PUBLIC, tmp_path / "pack.pdf")
    lost = Document.objects.get(title="Commissioning").upload
    store.remove(lost.digest, place=store.PAPERS)
    with pytest.raises(Refused, match="The file of “Commissioning” cannot be read"):
        build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    store.put(stand_in("Commissioning", 2), place=store.PAPERS)


def test_an_edition_is_a_paper_and_a_withdrawn_one_is_refused(meeting, tmp_path):
    publish_sample()
    edition = Edition.objects.get(period__year=2019)
    item = diary.item(meeting, "Monitoring report", 5)
    actions.add_edition(item=item, edition=edition, title="Monitoring report", today=diary.DAY, by=None)
    built = build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")
    [own] = page_counts([store.read(edition.files.get(path="report.pdf").digest)])
    assert built.layout.documents["item-5-1"].count == own
    withdraw_edition(edition=edition, reason="A name stood in it.", by=None)
    with pytest.raises(Refused, match="was withdrawn"):
        build(meeting, Audience.PUBLIC, tmp_path / "pack.pdf")


def test_command_builds_a_pack_and_tells_its_ranges(meeting, tmp_path, capsys):
    call_command("build_pack", "2019-09-24", "--public", "--output", str(tmp_path / "pack.pdf"))
    told = capsys.readouterr()
    assert "3. Complaints 7 - 9" in told.out
    assert "12 pages. It claims PDF/UA." in told.out
    assert "Joining the documents" in told.err
    with pytest.raises(CommandError, match="There is no meeting on 2019-09-25"):
        call_command("build_pack", "2019-09-25", "--members", "--output", str(tmp_path / "pack.pdf"))


PRINTED = {2: "7 - 20", 5: "21 - 36", 6: "37 - 58", 10: "59 - 66", 11: "67 - 74", 12: "75 - 94", 14: "95 - 112"}
PRINTED |= {15: "113 - 116", 16: "117 - 122"}


def test_the_pack_of_24_september_2019_has_its_printed_pages(db, tmp_path):
    """With stand-ins of the printed lengths, sixteen pages of them for item 5, and six pages before them."""
    load_sample(is_published=False)
    call_command("load_sample_meetings", "--no-papers", stdout=io.StringIO())
    held = Meeting.objects.get(held_on=diary.DAY)
    for number, printed in PRINTED.items():
        first, last = (int(page) for page in printed.split(" - "))
        item, pages = held.items.get(number=number), last - first + 1
        item.documents.all().delete()
        hand_in(item, stand_in(item.title, pages), title=item.title, pages=pages)
    built = build(held, Audience.PUBLIC, tmp_path / "pack.pdf")
    content = (tmp_path / "pack.pdf").read_bytes()
    texts = page_texts(content)
    assert len(texts) == 122
    assert {number: built.pages_of(number) for number in PRINTED} == PRINTED
    agenda = " ".join(" ".join(texts[4:6]).split())
    starts = {title: page for depth, title, page in bookmarks(inspect(content).outlines) if depth == 0}
    for number, printed in PRINTED.items():
        first, last = (int(page) for page in printed.split(" - "))
        item = held.items.get(number=number)
        assert printed in agenda
        assert starts[f"{number}. {item.title}"] == first
        assert f"Page 1 of {last - first + 1} in place" in texts[first - 1]
        assert f"Page {last - first + 1} of {last - first + 1} in place" in texts[last - 1]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.PageLabels.Nums[1] == pikepdf.Dictionary(S=pikepdf.Name.D)
