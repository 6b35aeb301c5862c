"""The portal's door, with the tests' own work behind it: what a web server is given."""

import django
from django.conf import settings

settings.JOBS_IN_PROCESS = True
django.setup()

import tests.jobs.works  # noqa: E402, F401 - registers the work
from pcp_portal.wsgi import application  # noqa: E402

__all__ = ["application"]
