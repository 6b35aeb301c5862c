"""What the sample's office says of itself to the public: illustrative, but true of this portal as it is."""

from django.db import transaction
from django.utils import timezone

from accounts.sample import HOST
from pillars.models import Plan
from readers import actions, queries
from readers.models import Compliance, Exemption

# The plan of sample/plan.yaml: beside any other there is no sample to speak for.
PLAN = "police-and-crime-plan-2017-2021"

CONTACT = {
    "answered_by": "The sample’s office manager",
    "email": f"office@{HOST}",
    "telephone": "01632 960 000",
    "opening_hours": "Monday to Friday, 9 am to 5 pm",
    "address": "1 Sample Street\nSampleton\nZZ99 3VZ",
}
STATEMENT = {
    "covers": (
        "This statement applies to the pages of this portal, to the reports that it publishes as pages, PDFs and data "
        "files, and to the pages behind the sign-in. It belongs to a sample, and no office stands behind it; what it says "
        "of the portal is meant to be true."
    ),
    "able": (
        "use every page with a keyboard alone\n"
        "zoom in up to 400% and read without scrolling sideways, except in wide finance tables\n"
        "tell ratings apart without colour: each is a shape and a word\n"
        "read every chart as a table, and its message in sentences\n"
        "use every page without JavaScript\n"
        "listen to pages and PDFs with a screen reader"
    ),
    "compliance": Compliance.PARTIAL,
    "improving": (
        "Every kind of page is checked whenever the program that serves it is changed, and a change that fails is not "
        "taken in. What is still missing is a test by people who use screen readers, magnifiers and speech recognition."
    ),
    "tested_by": "the makers of this portal, with programs alone",
    "tested_how": (
        "The day given is the one on which this sample was set up. The tests that come with the portal open every kind of "
        "page in a browser at three widths and check it with axe-core and with the W3C’s validator; PDFs are checked "
        "against PDF/UA-1 with veraPDF. Such programs find only a part of what can be wrong."
    ),
}
BARRIERS = (
    {
        "content": (
            "In the spreadsheets beside the finance tables headings are set in bold, and not marked as headings of a "
            "table. A screen reader may not say them beside each figure."
        ),
        "exemption": Exemption.NON_COMPLIANCE,
        "criteria": "1.3.1 Info and relationships",
        "alternative": "Each of these tables stands on a page of the report, and there its headings are marked.",
    },
    {
        "content": (
            "Words of another language within the text of a report are not marked. A screen reader may say them as if "
            "they were English."
        ),
        "exemption": Exemption.NON_COMPLIANCE,
        "criteria": "3.1.2 Language of parts",
    },
    {
        "content": "Documents of other bodies that a report links to. We did not make them, and they may not be accessible.",
        "exemption": Exemption.OUT_OF_SCOPE,
        "alternative": "Ask us, and we tell you what such a document says.",
    },
)


@transaction.atomic
def write_sample_pages() -> bool:
    """Write both pages beside the sample plan; what is written already stays, and another plan gets none."""
    if not Plan.objects.filter(key=PLAN).exists():
        return False
    if queries.contact() is None:
        actions.save_contact(values=CONTACT, based_on="", by=None)
    if queries.statement() is None:
        today = timezone.localdate()
        days = {"prepared_on": today, "reviewed_on": today, "tested_on": today}
        actions.save_statement(values=STATEMENT | days, based_on="", by=None)
        for values in BARRIERS:
            actions.save_barrier(barrier=None, values=values, based_on="", by=None)
    return True
