"""The portal's settings with one more address: the smallest view behind the same middleware, the yardstick of pages."""

from pcp_portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
