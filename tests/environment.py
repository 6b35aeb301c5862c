"""The portal's one settings file, read in the environment that the tests run in: a desk's own `.env` has no say.

Only DATABASE_URL and DATABASE_POOL pass through, so that the same suite runs on SQLite and on PostgreSQL
(`bin/with-postgres make test`), and parts of it over shared connections.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/desk.sqlite3")
os.environ.setdefault("DATABASE_POOL", "0")
os.environ |= {
    "SECRET_KEY": "only the tests sign with this",
    "DEBUG": "false",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "DATABASE_STATEMENT_SECONDS": "60",
    "DATABASE_LOCK_SECONDS": "20",
    "CACHE_DIR": str(FOLDER / "cache"),
    "EDITIONS_DIR": str(FOLDER / "editions"),
    "PAPERS_DIR": str(FOLDER / "papers"),
    "FILES_BUCKET": "",
    "PAPER_MAX_MB": "200",
    "PAPER_MAX_PAGES": "600",
    "LOG_LEVEL": "WARNING",
    "LOG_FORMAT": "plain",
    "METRICS_TOKEN": "",
    "SESSION_HOURS": "12",
    "PASSWORD_MIN_LENGTH": "12",
    "HTTPS": "false",
    "HSTS_DAYS": "365",
    "HSTS_SUBDOMAINS": "true",
    "PORTAL_URL": "http://localhost:8000",
    "ALLAUTH_TRUSTED_PROXY_COUNT": "0",
    "MFA_REQUIRED_ROLES": "",
    "EMAIL_URL": "console:",
    "DEFAULT_FROM_EMAIL": "portal@localhost",
    "OIDC_CLIENT_ID": "",
    "OIDC_TRUSTS_EMAIL": "false",
    "JOBS_IN_PROCESS": "false",
    "JOBS_LEASE": "60",
    # Playwright keeps an event loop in the thread of the test, which Django would take for asynchronous code.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}
# Nor have the files that a desk may keep its secrets in.
os.environ |= {
    f"{name}_FILE": "" for name in ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "OIDC_CLIENT_SECRET", "METRICS_TOKEN")
}

from pcp_portal.settings import *  # noqa: E402, F403
from pcp_portal.settings import DATABASES, STORAGES  # noqa: E402

# A file, not memory: the live server then has a connection of its own and waits for locks, as in real life.
DATABASES["default"]["TEST"] = (
    {"NAME": str(FOLDER / "test.sqlite3")} if "sqlite3" in DATABASES["default"]["ENGINE"] else {}
)
# A test's database is emptied and taken away under connections that are kept.
DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Plain names for static files, read from where they were built: nothing needs to be gathered before a test.
# tests/test_assets.py gathers them once with the real storage.
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
