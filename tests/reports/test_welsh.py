"""The catalogue of Welsh: every word of the portal's own that a reader of a report meets is in it, and nothing else."""

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
READ = [f"reports/{page}.html" for page in PAGES] + [
    *("layouts/base.html", "layouts/edition.html", "layouts/print.html", "layouts/report.html"),
    "components/_ways_on.html",
]
MODULES = [
    *sorted(REPORTS.glob("facts/*.py")),
    *sorted(REPORTS.glob("charts/*.py")),
    *(REPORTS / "templatetags" / f"{name}.py" for name in ("figures", "marks")),
    *(REPORTS / name for name in ("reading.py", "render.py", "editions/site.py")),
]
# What only staff read, in drafts.
STAFF = {"Draft: %(title)s", "DRAFT – page %(page)s of %(total)s", "Draft as PDF"}
# What an edition says of its languages, in a module that says much else to staff.
BESIDE = {"Second language"}


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
            # The form for one thing may do without its number.
            assert set(re.findall(r"%\(\w+\)[sd]", text)) == (places if number or len(texts) == 1 else set()), said
