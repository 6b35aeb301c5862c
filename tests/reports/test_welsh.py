"""The catalogue of Welsh: every word of the portal's own that a reader of the public pages meets is in it, and nothing else."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from reports.languages.portal import TEMPLATES, WORDS
from tests.messages import of_module, of_template

REPORTS = settings.BASE_DIR / "reports"
PAGES = (
    *("contents", "summary", "page", "finance", "finance_page", "key", "whole", "correction", "section", "standalone"),
    *("_account", "_correction", "_cover", "_data_files", "_differences", "_finance_notes", "_finance_page", "_key"),
    *("_note_table", "_part", "_statement", "_sub_theme", "_summary", "_whole"),
)
LIVE = (
    *("home", "list", "lasting", "plan", "pillar", "indicators", "indicator", "register", "commitment", "changes"),
    *("search", "open_data", "nothing", "withdrawn", "_changes", "_commitment", "_exceptions", "_indicator"),
    *("_indicators", "_matrix", "_numbered", "_pillar", "_plan", "_register", "_standing"),
)
LETTERS = ("confirm", "confirm_subject", "news", "news_subject", "standing", "standing_subject", "_foot")
READ = [f"reports/{page}.html" for page in (*PAGES, *LIVE)] + [
    *("layouts/base.html", "layouts/edition.html", "layouts/print.html", "layouts/report.html"),
    *(f"components/_{name}.html" for name in ("error_summary", "mark", "movement", "rating", "tongues", "ways_on")),
    *(f"readers/{name}.html" for name in ("accessibility", "accessibility_unwritten", "contact", "_ways")),
    *(f"readers/{name}.html" for name in ("subscribe", "asked", "confirm", "end", "unknown_link", "_ended")),
    *(f"readers/email/{name}.txt" for name in LETTERS),
    *(f"{status}.html" for status in (400, 404, 429, 500, 503)),
]
MODULES = [
    *(REPORTS / f"{name}.py" for name in ("findings", "models", "reading", "render")),
    *sorted(REPORTS.glob("through/*.py")),
    *sorted(REPORTS.glob("facts/*.py")),
    *sorted(REPORTS.glob("charts/*.py")),
    *sorted(REPORTS.glob("templatetags/*.py")),
    *(REPORTS / name for name in ("editions/site.py", "forms/search.py")),
    settings.BASE_DIR / "pcp_portal" / "trouble.py",
]
# What only staff read, in drafts.
STAFF = {"Draft: %(title)s", "DRAFT – page %(page)s of %(total)s", "Draft as PDF"}
# What an edition says of its languages, in a module that says much else to staff.
BESIDE = {"Second language"} | {
    # What is asked of somebody who wants to be told of reports, beside what an administrator is.
    *("E-mail address", "Leave this empty", "Check the part behind the @: there can be no such host."),
}


@pytest.fixture(scope="module")
def catalogue():
    with (settings.BASE_DIR / "locale" / "cy" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def test_every_word_of_a_report_is_there_and_no_other(catalogue):
    asked = {message for name in READ for message in of_template(name)}
    asked |= {message for path in MODULES for message in of_module(path)}
    asked |= {*WORDS, *TEMPLATES, *BESIDE}
    assert len(asked) > 300
    assert asked - STAFF - catalogue.keys() == set()
    assert catalogue.keys() - asked == set()


def test_each_says_something_and_holds_the_places_of_its_original(catalogue):
    for said, words in catalogue.items():
        originals, texts = (list(said), list(words)) if isinstance(said, tuple) else ([said], [words])
        places = set(re.findall(r"%\(\w+\)[sd]", originals[-1]))
        for number, text in enumerate(texts):
            assert text.strip(), said
            lacking = places - set(re.findall(r"%\(\w+\)[sd]", text))
            # The form for one thing may do without its number.
            assert len(lacking) <= (len(texts) > 1 and number == 0), said
            assert set(re.findall(r"%\(\w+\)[sd]", text)) <= places, said
