"""The portal's settings, read from the environment and from `.env`; every variable is described in `.env.example`.

Any of them may stand in a file, as secrets of Docker do: `SECRET_KEY_FILE=/run/secrets/key` goes before `SECRET_KEY`.
"""

from pathlib import Path
from typing import Any

from environs import FileAwareEnv, validate

from logs.lines import configuration
from pcp_portal.databases import SQLITE, spoken_to
from pcp_portal.places import place

BASE_DIR = Path(__file__).resolve().parent.parent

env = FileAwareEnv(strip_whitespace=True)
env.read_env(BASE_DIR / ".env", recurse=False)

SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=1))
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    # The portal's own floors, from the roof down; `pillars` before `django.forms`, so that its field templates win.
    "operations",
    "meetings",
    "readers",
    "reports",
    "returns",
    "commitments",
    "indicators",
    "finance",
    "pillars",
    "jobs",
    "translations",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "simple_history",
]

MIDDLEWARE = [
    "operations.middleware.OperationsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reports.middleware.EditionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "pcp_portal.languages.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "pcp_portal.urls"
WSGI_APPLICATION = "pcp_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pillars.context_processors.office",
            ],
        },
    },
]
FORM_RENDERER = "pcp_portal.form_renderer.FormRenderer"
# Every form is read before it is asked who sends it: what is beyond the largest paper is cut off, so that no file fills the disk.
FILE_UPLOAD_HANDLERS = [
    "pcp_portal.receiving.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The largest statement, 300 rows of 40 columns, is one form where there is no script to send only what has changed.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_500

DATABASES = {
    "default": spoken_to(
        env.dj_db_url("DATABASE_URL", default="sqlite:///db.sqlite3"),
        pool=env.int("DATABASE_POOL", default=0),
        statement=env.int("DATABASE_STATEMENT_SECONDS", default=60),
        lock=env.int("DATABASE_LOCK_SECONDS", default=20),
    )
}
if DATABASES["default"]["ENGINE"] == SQLITE and DATABASES["default"]["NAME"] != ":memory:":
    DATABASES["default"]["NAME"] = BASE_DIR / DATABASES["default"]["NAME"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Why the plan was changed is told in sentences, which may be long.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# Sign-in: by e-mail address and password, with a second step, or through the office's own identity provider.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": env.int("PASSWORD_MIN_LENGTH", default=12)}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# An administrator names the address, and a link sent there is the only way in: that proves it.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "accounts.adapters.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "login_webauthn": "accounts.forms.PasskeyForm",
    "authenticate_webauthn": "accounts.forms.PasskeyAsSecondStepForm",
    "reauthenticate_webauthn": "accounts.forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Police and Crime Plan portal"
MFA_TOTP_TOLERANCE = 1
MFA_REQUIRED_ROLES: list[str] = env.list("MFA_REQUIRED_ROLES", default=[])
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLAUTH_TRUSTED_PROXY_COUNT", default=0)

# Cookies and addresses: HTTPS everywhere but on a desk, where a browser takes localhost for safe.
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# What a browser that came once remembers: never to come by http again.
SECURE_HSTS_SECONDS = env.int("HSTS_DAYS", default=365) * 86_400 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=True)
# To be on the list that browsers are shipped with is a whole domain's promise, which no single host can give.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
if HTTPS and ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PORTAL_URL = env.str("PORTAL_URL", default="http://localhost:8000").rstrip("/")

# OpenID Connect, off while no client is named: accounts/adapters.py says who may come in through it.
SOCIALACCOUNT_ADAPTER = "accounts.adapters.IdentityAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# A form that leads to another host is stopped by the content security policy, wherever that host sends the browser next.
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_TRUSTS_EMAIL = env.bool("OIDC_TRUSTS_EMAIL", default=False)
OIDC_APP: dict[str, Any] = {
    "provider_id": "office",
    "name": env.str("OIDC_NAME", default="the office account"),
    "client_id": OIDC_CLIENT_ID,
    "secret": env.str("OIDC_CLIENT_SECRET", default=""),
    "settings": {
        "server_url": env.str("OIDC_SERVER_URL", default=""),
        "uid_field": env.str("OIDC_UID_FIELD", default="sub"),
        # Entra's user-info address knows no oid: what identifies a person is read from the identity token.
        "fetch_userinfo": False,
        "oauth_pkce_enabled": True,
    },
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC_APP] if OIDC_CLIENT_ID else []}}

# A mail is recorded and sent in one transaction: a mail server that does not answer must not hold it for long.
vars().update({**env.dj_email_url("EMAIL_URL", default="console:"), "EMAIL_TIMEOUT": 10})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")

CACHES = {
    # Counts attempts to sign in, so every process must see the same; a flood of addresses must not push counts out.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Sections of PDFs as they were set: a draft or a correction sets only those that differ from the last time.
    "sections": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": BASE_DIR / env.str("CACHE_DIR", default=".cache") / "sections",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}
PDF_WORKERS = env.int("PDF_WORKERS", default=0)

# The most that a paper of a meeting may have.
PAPER_MAX_MB = env.int("PAPER_MAX_MB", default=200)
PAPER_MAX_PAGES = env.int("PAPER_MAX_PAGES", default=600)

# Background work: whether the web process does it too, and the seconds after which a silent worker is taken for dead.
JOBS_IN_PROCESS = env.bool("JOBS_IN_PROCESS", default=True)
JOBS_LEASE = env.int("JOBS_LEASE", default=60)

LANGUAGE_CODE = "en-gb"
# What the public reads can be read in each, where the office's reports stand in it (locale/cy); all else speaks English.
LANGUAGES = [("en-gb", "English"), ("cy", "Welsh")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
BUCKET = {
    "bucket_name": env.str("FILES_BUCKET", default=""),
    "endpoint_url": env.str("FILES_ENDPOINT", default=""),
    "region_name": env.str("FILES_REGION", default=""),
    "access_key": env.str("FILES_ACCESS_KEY", default=""),
    "secret_key": env.str("FILES_SECRET_KEY", default=""),
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What was published, for ever: never served from here as it lies, only through the view that asks who may read it.
    "editions": place("editions", BASE_DIR / env.str("EDITIONS_DIR", default="media/editions"), BUCKET),
    # The papers that are handed in for meetings, exempt ones among them, and packs: served through views alone.
    "papers": place("papers", BASE_DIR / env.str("PAPERS_DIR", default="media/papers"), BUCKET),
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# No page asks for anything of the machine that it is read on, but for passkeys.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
}

LOGGING = configuration(
    level=env.str("LOG_LEVEL", default="INFO"),
    form=env.str("LOG_FORMAT", default="plain", validate=validate.OneOf(["plain", "json"])),
)
# What Prometheus names itself by when it asks for /metrics from another machine; without one it is answered on this one alone.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
