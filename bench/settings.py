"""The portal's settings with one more address, the smallest view behind the same middleware, which is the yardstick of pages."""

import os
from pathlib import Path

from pcp_portal.settings import *  # noqa: F403
from pcp_portal.settings import STORAGES

ROOT_URLCONF = "bench.urls"
# Files under their plain names, as they were built: nothing needs to be gathered before a measurement.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# What a server that is measured hands out beside the portal.
if root := os.environ.get("BENCH_STATIC_ROOT"):
    STATIC_ROOT = Path(root)
