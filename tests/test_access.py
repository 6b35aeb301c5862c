"""Every address of the portal, asked for by everybody with every method: strangers learn nothing, and nobody gets an error.

tests/accounts/test_access.py holds the addresses of signing in; together the two tables name every address there is.
"""

from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.roles import Role
from finance.models import Reason
from jobs.models import Job
from tests import records
from tests.accounts import test_access as signing_in
from tests.meetings import addresses as meeting_addresses
from tests.people import client_of, make_person
from tests.readers.writing import make_statement_page
from tests.records import make_statement, make_tie
from tests.reports import publishing
from tests.reports.bilingual import make_bilingual
from tests.returns.entry import make_kept

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
STAFF = {Role.ADMINISTRATOR, Role.EDITOR, Role.APPROVER, Role.FINANCE_OFFICER}
ADMINISTRATORS = {Role.ADMINISTRATOR}
KEEPERS = {Role.ADMINISTRATOR, Role.EDITOR}
FINANCE = {Role.ADMINISTRATOR, Role.FINANCE_OFFICER}
MEETINGS = {Role.ADMINISTRATOR, Role.CLERK}

# Who is shown what stands at an address; everybody else is told that there is no such page, or to sign in first.
SHOWN = {
    "returns:quarters": STAFF,
    "returns:open": ADMINISTRATORS,
    "returns:board": STAFF,
    "returns:dates": ADMINISTRATORS,
    "returns:edit": STAFF,
    "returns:lines": STAFF,
    "returns:workbook": STAFF,
    "returns:workbook_download": STAFF,
    "returns:history": STAFF,
    "publishing:editions": STAFF,
    "publishing:publish": ADMINISTRATORS,
    "drafts:contents": STAFF,
    "drafts:summary": STAFF,
    "drafts:page": STAFF,
    "drafts:finance": STAFF,
    "drafts:finance_page": STAFF,
    "drafts:table": STAFF,
    "drafts:key": STAFF,
    "drafts:whole": STAFF,
    "languages:overview": STAFF,
    "languages:page": STAFF,
    "languages:preview": STAFF,
    "commitments:plan": ADMINISTRATORS,
    "commitments:add": ADMINISTRATORS,
    "commitments:commitment": ADMINISTRATORS,
    "commitments:reword": ADMINISTRATORS,
    "commitments:regroup": ADMINISTRATORS,
    "commitments:move": ADMINISTRATORS,
    "commitments:end": ADMINISTRATORS,
    "commitments:reopen": ADMINISTRATORS,
    "pillars:editors": ADMINISTRATORS,
    "pillars:names": ADMINISTRATORS,
    **dict.fromkeys(("indicators:listed", "indicators:add", "indicators:indicator"), ADMINISTRATORS),
    "office:names": ADMINISTRATORS,
    "office:logo": ADMINISTRATORS,
    "readers:office": ADMINISTRATORS,
    "readers:office_texts": ADMINISTRATORS,
    "readers:office_contact": ADMINISTRATORS,
    "readers:office_statement": ADMINISTRATORS,
    "readers:office_barrier_add": ADMINISTRATORS,
    "readers:office_barrier": ADMINISTRATORS,
    **dict.fromkeys(("setup:steps", "setup:plan", "setup:file"), ADMINISTRATORS),
    "operations:events": ADMINISTRATORS,
    "jobs:job": ADMINISTRATORS,
    "finance:overview": STAFF,
    "finance:grid": STAFF,
    "finance:upload": FINANCE,
    "finance:part": FINANCE,
    "finance:leave_out": FINANCE,
    "finance:add": FINANCE,
    "finance:add_kind": FINANCE,
    "finance:structure": STAFF,
    "finance:table": FINANCE,
    "finance:remove": FINANCE,
    "finance:add_rows": FINANCE,
    "finance:row": FINANCE,
    "finance:add_column": FINANCE,
    "finance:column": FINANCE,
    "finance:reconciliation": STAFF,
    "finance:reason": FINANCE,
    "finance:ties": STAFF,
    "finance:tie_add": FINANCE,
    "finance:tie": FINANCE,
    "finance:tie_remove": FINANCE,
    "finance:notes": STAFF,
    "finance:note_add": FINANCE,
    "finance:note": FINANCE,
    "finance:figures": STAFF,
    "finance:figures_history": STAFF,
    "finance:words_history": STAFF,
    **dict.fromkeys(meeting_addresses.SHOWN, MEETINGS),
}
# What has an answer of its own: to a form that is sent, or to a file that is asked for.
ANSWERS = {
    "returns:correction": ADMINISTRATORS,
    "returns:step": STAFF,
    "returns:save": KEEPERS,
    "returns:workbook_uploads": KEEPERS,
    "returns:workbook_upload": KEEPERS,
    "returns:workbook_apply": KEEPERS,
    "returns:put_back": KEEPERS,
    "publishing:withdraw": ADMINISTRATORS,
    "drafts:pdf": STAFF,
    "office:logo_remove": ADMINISTRATORS,
    "operations:events_file": ADMINISTRATORS,
    "jobs:result": ADMINISTRATORS,
    "readers:office_barrier_remove": ADMINISTRATORS,
    "finance:cells": FINANCE,
    "finance:order_rows": FINANCE,
    "finance:order_columns": FINANCE,
    "finance:retire_row": FINANCE,
    "finance:bring_back_row": FINANCE,
    "finance:retire_column": FINANCE,
    "finance:bring_back_column": FINANCE,
    "finance:note_words": FINANCE,
    "finance:note_move": FINANCE,
    **dict.fromkeys(meeting_addresses.ANSWERS, MEETINGS),
}
# Read before it is public, by those to whom it is given.
EARLY = {
    "panel:early": {*STAFF, Role.CLERK, Role.PANEL_MEMBER},
    "panel:edition": STAFF,
    "panel:file": STAFF,
}
# Packs with exempt papers; tests/meetings/test_published_pages.py asks for them with every role.
MEMBERS = {"members:packs", "members:pack"}
PUBLIC = {
    *("agendas:list", "agendas:agenda", "agendas:published", "agendas:file", "agendas:minutes"),
    "agendas:answers",
    *("files:edition", "files:edition_file", "files:checksums"),
    *(
        "reports:home",
        "reports:list",
        "reports:language",
        "reports:contents",
        "reports:summary",
        "reports:page",
        "reports:finance",
    ),
    *("reports:finance_page", "reports:key", "reports:whole", "reports:pdf", "reports:register", "reports:changes"),
    *("reports:commitment", "reports:table", "reports:search"),
    *("reports:open_data", "files:index_json", "files:openapi", "files:data_file"),
    *("reports:commitment", "reports:table", "reports:plan", "reports:pillar", "reports:indicators"),
    "reports:indicator",
    *("about:contact", "about:accessibility", "readers:feed", "readers:sitemap", "readers:robots"),
    "meetings:calendar",
    *("office:brand", "office:logo_file"),
    *("about:subscribe", "about:asked", "about:confirm", "about:end"),
}


def every_name(patterns: list[URLPattern | URLResolver], space: str = "") -> set[str]:
    names: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            names |= every_name(pattern.url_patterns, below)
        else:
            names.add(f"{space}{pattern.name}")
    return names


@pytest.fixture
def addresses() -> dict[str, str]:
    """Where each page of an open quarter stands."""
    kept = make_kept()
    make_bilingual()
    statement = make_statement(kept.period)
    tie = make_tie(statement.report, "tie", "revenue/staff/budget", "revenue/staff/budget")
    reason = Reason.objects.create(
        report=statement.report, check_key="tie:tie/staff/budget", difference="5", text="So."
    )
    note = statement.report.notes.get()
    now = timezone.now()
    job = Job.objects.create(kind="nothing", key="1", title="Nothing", asked_at=now, due_at=now)
    barrier = make_statement_page().barriers.all()[0]
    quarter, key, line = kept.period.quarter.slug, kept.held.sub_theme.key, kept.lines[0].pk
    kwargs: dict[str, dict[str, object]] = {
        "returns:quarters": {},
        "returns:open": {},
        "returns:edit": {"quarter": quarter, "key": key},
        "returns:step": {"quarter": quarter, "key": key},
        "returns:save": {"quarter": quarter, "key": key, "entry": kept.line_key()},
        "returns:workbook_download": {"quarter": quarter, "ending": "xlsx"},
        "returns:workbook_upload": {"quarter": quarter, "pk": 1},
        "returns:workbook_apply": {"quarter": quarter, "pk": 1},
        "returns:history": {"quarter": quarter, "kind": "line", "pk": line},
        "returns:put_back": {"quarter": quarter, "kind": "line", "pk": line},
        "publishing:withdraw": {"quarter": quarter, "number": 1},
        "drafts:page": {"quarter": quarter, "slug": key},
        "drafts:finance_page": {"quarter": quarter, "slug": "revenue"},
        "drafts:table": {"quarter": quarter, "statement": "revenue", "ending": "csv"},
        "languages:page": {"quarter": quarter, "name": "contents"},
        "pillars:editors": {},
        "pillars:names": {"key": kept.period.plan.key},
        **{f"indicators:{page}": {} for page in ("listed", "add")},
        "indicators:indicator": {"key": records.make_indicator(kept.period.plan, "measured").key},
        **{f"office:{page}": {} for page in ("names", "logo", "logo_remove")},
        **{f"setup:{page}": {} for page in ("steps", "plan", "file")},
        "operations:events": {},
        "operations:events_file": {},
        **{f"readers:office{page}": {} for page in ("", "_texts", "_contact", "_statement", "_barrier_add")},
        **{f"readers:office_barrier{page}": {"pk": barrier.pk} for page in ("", "_remove")},
        "jobs:job": {"pk": job.pk},
        "jobs:result": {"pk": job.pk},
        "finance:add_kind": {"quarter": quarter, "kind": "free"},
    }
    structure = ("structure", "table", "remove", "add_rows", "add_column", "order_rows", "order_columns")
    kwargs |= {f"finance:{page}": {"quarter": quarter, "statement": "revenue"} for page in structure}
    entry = ("grid", "cells", "upload", "figures_history")
    kwargs |= {f"finance:{page}": {"quarter": quarter, "statement": "revenue"} for page in entry}
    for part, held in (("row", "staff"), ("column", "budget")):
        names = (part, f"retire_{part}", f"bring_back_{part}")
        kwargs |= {f"finance:{name}": {"quarter": quarter, "statement": "revenue", part: held} for name in names}
    kwargs |= {f"finance:{name}": {"quarter": quarter, "key": tie.key} for name in ("tie", "tie_remove")}
    kwargs |= {f"finance:{name}": {"quarter": quarter, "pk": note.pk} for name in ("note", "note_words", "note_move")}
    kwargs["finance:reason"] = {"quarter": quarter, "pk": reason.pk}
    kwargs |= meeting_addresses.arguments()
    found = {}
    for name in {**SHOWN, **ANSWERS}:
        space, _, page = name.partition(":")
        if name not in kwargs and space == "commitments":
            kwargs[name] = {} if page in ("plan", "add") else {"slug": "1"}
        found[name] = reverse(name, kwargs=kwargs.get(name, {"quarter": quarter}))
    return found


def test_every_address_is_in_a_table():
    told = {*SHOWN, *ANSWERS, *EARLY, *MEMBERS, *PUBLIC, *(name for _, name, _ in signing_in.TABLE)}
    assert every_name(get_resolver().url_patterns) - told == set()


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_pages_of_the_office_are_shown_to_those_who_work_there(role, addresses):
    client = client_of(make_person(role) if role else None)
    for name, roles in SHOWN.items():
        answer = client.get(addresses[name])
        if role is None:
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/sign-in/"), name
        else:
            assert answer.status_code == (200 if role in roles else 404), name
        if answer.status_code == 200:
            assert "private" in answer["Cache-Control"], name


@pytest.mark.parametrize("role", [None, Role.CLERK, Role.PANEL_MEMBER], ids=["nobody", "clerk", "member"])
def test_strangers_get_the_same_answer_whether_there_is_anything_or_not(role, addresses):
    client = client_of(make_person(role) if role else None)
    for name, address in addresses.items():
        if role in {**SHOWN, **ANSWERS}[name]:
            continue
        for method in METHODS:
            answer = ask(client, method, address)
            assert answer.status_code in (302, 404, 405), (name, method)
            if role is None and answer.status_code == 302:
                assert answer["Location"].startswith("/sign-in/"), (name, method)
            nowhere = ask(
                client, method, address.replace("2019-20-q2", "2031-32-q3").replace("2019-09-24", "2031-09-24")
            )
            assert nowhere.status_code == answer.status_code, (name, method)


@pytest.mark.parametrize("role", [*Role], ids=lambda role: role.value)
def test_no_method_ever_ends_in_an_error(role, addresses):
    client = client_of(make_person(role))
    for name, address in addresses.items():
        allowed = {**SHOWN, **ANSWERS}[name]
        for method in METHODS:
            answer = ask(client, method, address)
            assert answer.status_code < 500, (name, method)
            if role not in allowed:
                assert answer.status_code in (404, 405), (name, method)
            if answer.streaming:
                # It holds its file open until it is read to the end.
                b"".join(answer)


def test_other_peoples_sub_themes_are_read_and_not_written(addresses):
    client = client_of(make_person(Role.EDITOR))
    assert client.get(addresses["returns:edit"]).status_code == 200
    assert client.post(addresses["returns:save"]).status_code == 404


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_what_is_embargoed_is_for_those_to_whom_it_is_given(role):
    publishing.embargoed(publishing.ready())
    client = client_of(make_person(role) if role else None)
    for name, roles in EARLY.items():
        place = {"panel:early": [], "panel:edition": ["2019-20-q1", 1], "panel:file": ["2019-20-q1", 1, "report.pdf"]}[
            name
        ]
        address = reverse(name, args=place)
        for method in METHODS:
            answer = ask(client, method, address)
            if role is None:
                assert answer.status_code == 302, (name, method)
            else:
                shown = 200 if role in roles else 404
                assert answer.status_code == (shown if method in ("get", "head") else 405), (name, method)


def test_search_engines_are_asked_to_leave_every_page_of_the_office_alone(addresses):
    parser = RobotFileParser()
    parser.parse(Client().get("/robots.txt").content.decode().splitlines())
    assert [name for name, address in addresses.items() if parser.can_fetch("*", address)] == []


def ask(client: Client, method: str, address: str):
    return getattr(client, method)(address)
