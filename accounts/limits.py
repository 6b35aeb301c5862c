"""How often strangers may ask for something: counted as attempts to sign in are, where every process sees the same counts."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest


def is_allowed(request: HttpRequest, action: str, rates: str, *, key: str = "") -> bool:
    """Whether a form that is sent is within its rates, which counts it; a page that is only asked for always is.

    `rates` are as allauth writes them: "10/5m/ip" is ten in five minutes from one address of the network, "3/d/key" three
    a day for the same `key`, of which only a digest is kept.
    """
    return bool(consume(request, app="portal", action=action, config={action: rates}, key=key))
