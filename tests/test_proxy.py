"""deploy/nginx.conf, run by the nginx of this machine before a stand-in of the portal; where there is none, it is read."""

import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from bin import machine

CONF = (Path(__file__).resolve().parent.parent / "deploy" / "nginx.conf").read_text()
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")
KEPT = {"Cache-Control": "public, max-age=31536000, s-maxage=1, immutable", "ETag": '"a"'}


class StandIn(BaseHTTPRequestHandler):
    """Answers as the test says, and remembers what it was asked."""

    protocol_version = "HTTP/1.1"
    answers: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers.items())))
        status, headers, body = self.answers.get(self.path, (404, {}, b"none"))
        if status == 200 and self.headers.get("If-None-Match") == headers.get("ETag"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in (headers | ({"Content-Length": len(body)} if status != 304 else {})).items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_so, patience=60):
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def portal(port):
    server = ThreadingHTTPServer(("127.0.0.1", port), StandIn)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class Proxy:
    """nginx with the portal's configuration, on ports of its own."""

    def __init__(self, folder):
        self.plain, self.secure, self.portal = free_port(), free_port(), free_port()
        here = {
            "/tmp/": f"{folder}/",  # noqa: S108 first, since the folder may lie there
            "listen 8080 default_server": f"listen 127.0.0.1:{self.plain} default_server",
            "listen 8443 ssl": f"listen 127.0.0.1:{self.secure} ssl",
            "http://web:8000": f"http://127.0.0.1:{self.portal}",
            "resolver 127.0.0.11 valid=5s ipv6=off;": "",
            "/run/secrets/": f"{folder}/",
            "root /srv;": f"root {folder};",
            "/var/cache/nginx/": f"{folder}/",
            "worker_processes auto;": f"worker_processes 1;{' user root;' if machine.is_root() else ''}",
        }
        text = CONF
        for old, new in here.items():
            assert old in text, old
            text = text.replace(old, new)
        (folder / "nginx.conf").write_text(text)
        certificate = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ]
        files = ["-keyout", str(folder / "tls_key"), "-out", str(folder / "tls_certificate")]
        subprocess.run([*certificate, *files], capture_output=True, check=True)
        self.context = ssl.create_default_context(cafile=str(folder / "tls_certificate"))
        self.context.check_hostname = False
        command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        self.program = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def get(self, path, **headers):
        line = HTTPSConnection("127.0.0.1", self.secure, timeout=60, context=self.context)
        return self._asked(line, path, headers)

    def get_plain(self, path):
        return self._asked(HTTPConnection("127.0.0.1", self.plain, timeout=60), path, {})

    def _asked(self, line, path, headers):
        line.request(
            "GET", path, headers={"Host": "portal.example"} | {k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = line.getresponse()
        answer.body = answer.read()
        line.close()
        return answer

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.secure)) == 0


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """None where there is no nginx: then the tests look at what is written."""
    if NGINX is None:
        yield None
        return
    folder = tmp_path_factory.mktemp("proxy")
    static = folder / "static" / "styles"
    static.mkdir(parents=True)
    for name in ("site.0123456789ab.css", "site.css"):
        (static / name).write_text("body {}")
        (static / f"{name}.gz").write_bytes(b"packed")
    proxy = Proxy(folder)
    try:
        wait_until(proxy.listens)
        yield proxy
    finally:
        proxy.program.terminate()
        proxy.program.wait(30)


@pytest.fixture(autouse=True)
def _afresh():
    StandIn.answers.clear()
    StandIn.asked.clear()


def read(words):
    assert words in CONF


def test_withdrawn_edition_is_gone_when_its_minute_is_over(proxy):
    if proxy is None:
        read("proxy_cache_revalidate on;")
        return
    path = "/reports/2019-20-q1/editions/1/index.html"
    StandIn.answers[path] = (200, KEPT, b"the report")
    with portal(proxy.portal):
        first, again = proxy.get(path), proxy.get(path, Cookie="sessionid=x")
        assert (first.body, again.body) == (b"the report", b"the report")
        assert (first.headers["X-Kept"], again.headers["X-Kept"]) == ("MISS", "HIT")
        assert first.headers["Cache-Control"] == KEPT["Cache-Control"], "a browser is told what the portal says"
        wait_until(lambda: proxy.get(path).headers["X-Kept"] == "REVALIDATED")
        assert StandIn.asked[-1][1]["If-None-Match"] == '"a"'
        StandIn.answers[path] = (410, {"Cache-Control": "public, max-age=60"}, b"withdrawn")
        wait_until(lambda: proxy.get(path).status == 410)
        assert proxy.get(path).body == b"withdrawn"


def test_what_is_not_for_everybody_is_never_kept(proxy):
    if proxy is None:
        assert "proxy_cache_valid" not in CONF
        assert "proxy_ignore_headers" not in CONF
        return
    StandIn.answers["/early/"] = (200, {"Cache-Control": "private, no-store"}, b"one person's")
    StandIn.answers["/quarters/"] = (200, {}, b"says nothing")
    StandIn.answers["/signed/"] = (200, {"Cache-Control": "public, max-age=60", "Set-Cookie": "a=b"}, b"a cookie")
    with portal(proxy.portal):
        for path in StandIn.answers:
            assert {proxy.get(path).headers["X-Kept"] for _ in range(3)} == {"MISS"}, path
        assert len(StandIn.asked) == 9


def test_portal_is_told_who_asks_and_nobody_can_pretend(proxy):
    if proxy is None:
        read("proxy_set_header X-Forwarded-For $remote_addr;")
        return
    StandIn.answers["/"] = (200, {}, b"home")
    with portal(proxy.portal):
        proxy.get(
            "/", X_Forwarded_For="10.0.0.1", X_Forwarded_Proto="http", X_Request_ID="mine", Accept_Encoding="br, gzip"
        )
    told = StandIn.asked[-1][1]
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"], told["Host"]) == (
        "127.0.0.1",
        "https",
        "portal.example",
    )
    assert told["X-Request-ID"] != "mine"
    assert told["Accept-Encoding"] == "gzip"


def test_portal_that_is_away_is_told_and_public_pages_stay(proxy):
    if proxy is None:
        read("proxy_cache_use_stale error timeout http_502 http_503 http_504;")
        return
    StandIn.answers["/reports/"] = (200, KEPT, b"all reports")
    with portal(proxy.portal):
        assert proxy.get("/reports/").body == b"all reports"
    wait_until(lambda: proxy.get("/reports/").headers["X-Kept"] == "STALE")
    assert proxy.get("/reports/").body == b"all reports"
    away = proxy.get("/quarters/")
    assert (away.status, away.headers["Retry-After"]) == (503, "30")
    assert b"Try again in a minute" in away.body


def test_static_files_come_from_the_proxy_itself(proxy):
    if proxy is None:
        read("gzip_static on;")
        return
    named, plain = proxy.get("/static/styles/site.0123456789ab.css"), proxy.get("/static/styles/site.css")
    assert named.body == plain.body == b"body {}"
    assert named.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Cache-Control"] == "public, max-age=60"
    assert proxy.get("/static/styles/site.css", Accept_Encoding="gzip").body == b"packed"
    assert proxy.get("/static/../tls_key").status != 200
    assert proxy.get("/static/no.css").status == 404
    assert [path for path, _ in StandIn.asked if path.startswith("/static/styles")] == []


def test_plain_http_leads_to_https_and_what_machines_ask_stays_inside(proxy):
    if proxy is None:
        read("return 308 https://$host$request_uri;")
        return
    led = proxy.get_plain("/reports/?q=1")
    assert (led.status, led.headers["Location"]) == (308, "https://portal.example/reports/?q=1")
    assert proxy.get_plain("/proxy-health").status == 204
    assert [proxy.get(path).status for path in ("/healthz", "/readyz", "/metrics")] == [404, 404, 404]
