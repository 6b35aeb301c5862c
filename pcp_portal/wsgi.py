"""The door through which a web server calls the portal."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp_portal.settings")

application = get_wsgi_application()

from jobs.worker import start_in_this_process  # noqa: E402 - the apps must stand before their modules are imported

start_in_this_process()
