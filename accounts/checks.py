"""What Django's own checks ask of the settings about people; accounts/apps.py registers it."""

from typing import Any

from django.conf import settings
from django.core.checks import Error

from accounts.roles import Role


def required_roles_exist(**kwargs: Any) -> list[Error]:
    """A mistyped role in MFA_REQUIRED_ROLES would let people in without a second step: manage.py refuses to go on."""
    unknown = sorted(set(settings.MFA_REQUIRED_ROLES) - set(Role.values))
    if not unknown:
        return []
    hint = f"The roles are {', '.join(Role.values)}."
    return [Error(f"MFA_REQUIRED_ROLES names {', '.join(unknown)}, which is no role.", hint=hint, id="accounts.E001")]


def provider_is_whole(**kwargs: Any) -> list[Error]:
    """OpenID Connect needs a server and a secret as well as a client."""
    app: dict[str, Any] = settings.OIDC_APP
    if not settings.OIDC_CLIENT_ID or (app["settings"]["server_url"] and app["secret"]):
        return []
    return [Error("OIDC_CLIENT_ID needs OIDC_SERVER_URL and OIDC_CLIENT_SECRET.", id="accounts.E002")]
