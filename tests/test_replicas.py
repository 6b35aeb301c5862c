"""Two processes serve one portal: whatever the one was told, the other knows at once, and any request may go to either."""

import re
import signal
from contextlib import ExitStack
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.conf import settings as portal

from bench.serving import free_port, wait_until
from reports.actions import correct_report, withdraw_edition
from reports.models import Edition
from tests.jobs.processes import process
from tests.people import client_of
from tests.reports import publishing
from tests.returns.entry import make_kept, typed

pytestmark = pytest.mark.django_db(transaction=True)


class Replica:
    """One of the processes; `ask` takes and gives what a browser would."""

    def __init__(self, port):
        self.port = port

    def ask(self, path, form=None, cookies="", **headers):
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        told = {"Cookie": cookies, "Host": "localhost"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if form is None:
            line.request("GET", path, headers=told)
        else:
            told["Content-Type"] = "application/x-www-form-urlencoded"
            line.request("POST", path, urlencode(form), told)
        answer = line.getresponse()
        answer.text = answer.read().decode()
        line.close()
        return answer

    def is_up(self):
        try:
            return self.ask("/robots.txt").status == 200
        except OSError:
            return False


@pytest.fixture
def replicas(tmp_path, settings):
    """Two servers over this test's database, with the same secret and one store, as docker-compose.yml has them."""
    there = {"BACKEND": "reports.files.store.WholeFiles", "OPTIONS": {"location": tmp_path / "editions"}}
    settings.STORAGES = settings.STORAGES | {"editions": there}
    told = {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "EDITIONS_DIR": str(tmp_path / "editions"),
        "SECRET_KEY": portal.SECRET_KEY,
        "DATABASE_POOL": "3",
        "JOBS_IN_PROCESS": "false",
    }
    found = [Replica(free_port()), Replica(free_port())]
    with ExitStack() as stack:
        servers = []
        for replica in found:
            command = [
                "-m",
                "granian",
                "--interface",
                "wsgi",
                "--no-ws",
                "--workers-kill-timeout",
                "3",
                "--host",
                "127.0.0.1",
            ]
            command += ["--port", str(replica.port), "pcp_portal.wsgi:application"]
            servers.append(stack.enter_context(process(command, tmp_path, **told)))
        for replica in found:
            wait_until(replica.is_up)
        yield found
        # Killed, a server would leave its processes behind.
        for server in servers:
            server.signal(signal.SIGTERM)
        for server in servers:
            server.end()


def cookies_of(person):
    session = client_of(person).cookies[portal.SESSION_COOKIE_NAME].value
    return f"{portal.SESSION_COOKIE_NAME}={session}"


def test_session_goes_back_and_forth(replicas):
    one, other = replicas
    kept = make_kept()
    signed = cookies_of(kept.editor)
    page = one.ask(kept.address, cookies=signed)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    both = f"{signed}; {page.headers['Set-Cookie'].partition(';')[0]}"
    based_on, key = "", kept.line_key()
    for number in range(1, 7):
        # The form comes from the one, is sent to the other, and is read again at the first.
        first, second = (one, other) if number % 2 else (other, one)
        form = typed(key, choice="RAG"[number % 3], reason=f"Save {number}.", based_on=based_on)
        saved = first.ask(kept.save_address(key), form | {"csrfmiddlewaretoken": token}, both, HX_Request="true")
        assert saved.status == 200, saved.text
        based_on = re.search(rf'name="{key}-based_on"[^>]*value="(\d+)"', saved.text)[1]
        assert f"Save {number}." in second.ask(kept.address, cookies=both).text
    # Signed out at the one is signed out at the other; what was left of the session opens nothing.
    assert one.ask("/sign-out/", {"csrfmiddlewaretoken": token}, both).status == 302
    assert other.ask(kept.address, cookies=both).status == 302


def test_what_is_published_corrected_and_withdrawn_shows_everywhere_at_once(replicas):
    """Each process keeps pages that it has drawn: none of them may outlive the reports that they were drawn from."""
    period = publishing.ready()
    pages = ("/", "/reports/", "/commitments/", "/reports/2019-20-q1/", "/indicators/", "/feed.atom")

    def shown():
        one, other = ({path: replica.ask(path).text for path in pages} for replica in replicas)
        assert one == other
        return one

    empty = shown()
    publishing.publish(period)
    published = shown()
    assert [path for path in pages if published[path] == empty[path]] == []
    assert {replica.ask(publishing.FIRST).status for replica in replicas} == {200}
    publishing.change_a_rating(period)
    correct_report(period=period, by=None, **publishing.CORRECTION)
    corrected = shown()
    assert corrected["/reports/2019-20-q1/"] != published["/reports/2019-20-q1/"]
    withdraw_edition(edition=Edition.objects.get(number=1), reason="A name.", by=None)
    assert {replica.ask(publishing.FIRST).status for replica in replicas} == {410}
    assert {replica.ask(publishing.SECOND).status for replica in replicas} == {200}
    shown()


def test_attempts_to_sign_in_are_counted_together(replicas):
    """Whoever guesses passwords gains nothing by being answered by another process."""
    for number in range(12):
        said = guess(replicas[number % 2], number)
    assert "too many attempts" in said.lower()
    assert all("too many attempts" in guess(replica, 99).lower() for replica in replicas)


def guess(replica, number):
    page = replica.ask("/sign-in/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    form = {"csrfmiddlewaretoken": token, "login": "nobody@westmarsh.example", "password": f"guess {number}"}
    return replica.ask("/sign-in/", form, page.headers["Set-Cookie"].partition(";")[0]).text
