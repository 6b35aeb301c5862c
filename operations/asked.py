"""What machines ask: whether the portal lives, whether it is ready, and what it measures. Plain text, and no secrets."""

from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from operations import health
from operations.metrics import written

PLAIN = "text/plain; charset=utf-8"
UNKEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all; nothing else is asked."""
    return HttpResponse("alive\n", content_type=PLAIN, headers=UNKEPT)


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether all that the portal stands on is there, line by line; 503 when something is not."""
    found = health.findings(now=timezone.now())
    lines = "".join(f"{one.name}: {one.said}\n" for one in found)
    status = 200 if all(one.is_well for one in found) else 503
    return HttpResponse(lines, content_type=PLAIN, headers=UNKEPT, status=status)


def metrics(request: HttpRequest) -> HttpResponse:
    """The measurements as Prometheus reads them, for whoever names the token, or asks on this very machine."""
    if not (_names_the_token(request) or _is_of_this_machine(request)):
        return HttpResponse("There is no such page.\n", content_type=PLAIN, headers=UNKEPT, status=404)
    content, content_type = written()
    return HttpResponse(content, content_type=content_type, headers=UNKEPT)


def _names_the_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and compare_digest(given.encode(), wanted.encode())


def _is_of_this_machine(request: HttpRequest) -> bool:
    """What a proxy on this machine passes on comes from elsewhere, and says so."""
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP")):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
