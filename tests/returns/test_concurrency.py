"""Twenty people at once on one return: every save that the portal accepted is there, and none that it refused.

`make soak` lets each save a hundred times (SAVES=100).
"""

import os
import random
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from commitments.models import Status
from tests.people import client_of, make_person
from tests.returns.entry import Kept, make_kept

PEOPLE = 20
SAVES_EACH = int(os.environ.get("SAVES", "30"))
LINES = 20


@dataclass(frozen=True)
class Sent:
    """A save that was sent: what it said about which line, and the status of the answer."""

    line: int
    words: str
    status: int


class Saver:
    """A browser of somebody who saves what they type, and looks again where somebody else was quicker."""

    def __init__(self, kept: Kept, person: User, server: str, number: int) -> None:
        self.kept = kept
        self.number = number
        self.host = urlsplit(server).netloc
        client = client_of(person)
        client.get(kept.address)
        self.token = client.cookies[settings.CSRF_COOKIE_NAME].value
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.token}",
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.seen = dict.fromkeys(range(LINES), "")

    def work(self) -> list[Sent]:
        chance = random.Random(self.number)  # noqa: S311 each run takes the same lines
        line = HTTPConnection(self.host, timeout=300)
        try:
            return [self.save(line, self.pick(chance), number) for number in range(SAVES_EACH)]
        finally:
            line.close()

    def pick(self, chance: random.Random) -> int:
        """Mostly a line of their own, now and then anybody's: there they get in each other's way."""
        return self.number % LINES if chance.random() < 0.85 else chance.randrange(LINES)

    def save(self, line: HTTPConnection, at: int, number: int) -> Sent:
        key, words = self.kept.line_key(at), f"person {self.number}, save {number}"
        typed = {"choice": "RAG"[number % 3], "reason": words, "based_on": self.seen[at]}
        body = urlencode({"csrfmiddlewaretoken": self.token, **{f"{key}-{name}": said for name, said in typed.items()}})
        status, answer = self.ask(line, key, body)
        # An accepted save says which version stands now, a refused one which it would be laid on top of.
        found = re.search(rf'name="{key}-(?:based_on|on_top_of)"[^>]*value="(\d+)"', answer)
        assert found, f"{status}: {answer}"
        self.seen[at] = found[1]
        return Sent(at, words, status)

    def ask(self, line: HTTPConnection, key: str, body: str) -> tuple[int, str]:
        line.request("POST", self.kept.save_address(key), body, self.headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.django_db(transaction=True)
def test_every_accepted_save_of_twenty_people_at_once_is_kept(live_server):
    kept = make_kept(codes=("G",) * LINES)
    people = [make_person(Role.EDITOR) for _ in range(PEOPLE)]
    kept.held.sub_theme.editors.add(*people)
    savers = [Saver(kept, person, live_server.url, number) for number, person in enumerate(people)]
    connection.close()
    with ThreadPoolExecutor(PEOPLE) as pool:
        sent = [one for many in pool.map(Saver.work, savers) for one in many]

    assert len(sent) == PEOPLE * SAVES_EACH
    answers = Counter(one.status for one in sent)
    assert set(answers) == {200, 409}, answers
    accepted = {(one.line, one.words) for one in sent if one.status == 200}
    for at in range(LINES):
        versions = Status.objects.filter(line=kept.lines[at]).order_by("pk")
        assert {(at, version.reason) for version in versions} == {one for one in accepted if one[0] == at}
        # One chain: each version stands on the one before it, and nobody's was written over.
        assert [version.based_on_id for version in versions] == [None, *(version.pk for version in versions)][:-1]
    assert Status.objects.filter(line__quarterly_return=kept.held).count() == len(accepted)
