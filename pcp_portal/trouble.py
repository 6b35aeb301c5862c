"""What is answered when the portal itself cannot answer; drawn without the database, which may be what is away."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views.defaults import server_error

# Seconds after which it is worth to ask again.
AGAIN = "30"


def told(request: HttpRequest) -> HttpResponse:
    """Django's handler of errors: 503 where the database is away, full or held by others too long, else 500."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    sentence = _(
        "The portal cannot reach its records at the moment. Whatever it told you it had saved is saved; what you sent just now "
        "is not. Go back, and try again in a minute."
    )
    page = loader.get_template("503.html").render({"sentence": sentence})
    return HttpResponse(page, status=503, headers={"Retry-After": AGAIN, "Cache-Control": "no-store"})
