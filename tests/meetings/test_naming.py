"""What a file is called that was handed in: whatever it claims, it is shown on one line and leads nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.naming import LONGEST, clean_name, saved_as, title_from


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Report 5.pdf", "Report 5.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\Budget.docx", "Budget.docx"),
        ("🚓 Fraud 👩‍👩‍👧.pdf", "🚓 Fraud 👩‍👩‍👧.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("two\r\nlines\x00\t.pdf", "two lines .pdf"),
        ("..", ""),
        ("  . ", ""),
        ("a/", ""),
        ("e\u0301.pdf", "é.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("\ud800.pdf", "pdf"),
    ],
)
def test_name_is_shown_and_leads_nowhere(name, clean):
    assert clean_name(name) == clean


@given(st.text())
def test_no_name_is_a_path_or_longer_than_the_record_holds(name):
    clean = clean_name(name)
    assert len(clean) <= LONGEST
    assert clean not in (".", "..")
    assert not set(clean) & set("/\\\0\n\r")
    assert clean_name(clean) == clean
    assert saved_as(clean).endswith(".pdf")


@pytest.mark.parametrize(
    ("typed", "told", "name", "title"),
    [
        ("Annual  report", "Told", "a.pdf", "Annual report"),
        ("", "Complaints in 2019", "a.pdf", "Complaints in 2019"),
        ("", "Microsoft Word - Report v3.docx", "Final_report.pdf", "Final report"),
        ("", "draft.indd", "Final.pdf", "Final"),
        ("", "Untitled", "Final.docx", "Final"),
        ("", "", ".pdf", ".pdf"),
        ("", "t" * 400, "a.pdf", "t" * 300),
    ],
)
def test_title_is_what_was_typed_or_told_or_the_name(typed, told, name, title):
    assert title_from(typed, told, name) == title


def test_paper_is_saved_as_a_pdf():
    assert saved_as("Report.docx") == "Report.pdf"
    assert saved_as("") == "paper.pdf"
