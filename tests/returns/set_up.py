"""What an administrator sends when a portal is set up."""

from lxml import html

from tests.sending import fields_of

PLAN, FILE, STEPS = "/setup/plan/", "/setup/plan/file/", "/setup/"
OUTLINE = """\
Safer streets
- Neighbourhoods
1. Name an officer for every neighbourhood
2(a) Answer within a day
- Roads
3. Watch speeds
Victims first
4. Open a place where victims find all help
"""
TYPED = {
    "title": "Police and Crime Plan 2025-2029",
    "starts_on": "2025-04-01",
    "ends_on": "2029-03-31",
    "outline": OUTLINE,
}


def typed(client, address=PLAN, **changes):
    """What a browser would send when this is typed into the form as it comes."""
    return fields_of(client.get(address)) | (TYPED if address == PLAN else {}) | changes


def looked_at(client, address=PLAN, **changes):
    """The page that shows what would be made."""
    return client.post(address, typed(client, address, **changes))


def made(client, address=PLAN, **changes):
    """Looks at a plan, and sets it up as it was seen."""
    seen = fields_of(looked_at(client, address, **changes))
    return client.post(address, seen | {"make": ""}, follow=True)


def told(answer):
    """The sentences at the head of a page that was refused."""
    found = html.fromstring(answer.content).find_class("govuk-error-summary__list")
    return [" ".join(item.text_content().split()) for item in found[0]] if found else []


def words(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())
