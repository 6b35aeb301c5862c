"""Addresses of signing in: allauth's views, those that an office needs, each named one by one.

What is not named here does not exist. Two names that allauth looks up although nobody goes there answer 404.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as identity
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.identity import asking_the_provider, where_oidc_is_on
from accounts.views import closed

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/code/", second_step.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/with/<slug:provider_id>/", asking_the_provider(oidc.login), name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/done/", asking_the_provider(oidc.callback), name="openid_connect_callback"),
    path("sign-in/cancelled/", where_oidc_is_on(identity.login_cancelled), name="socialaccount_login_cancelled"),
    path("sign-in/failed/", where_oidc_is_on(identity.login_error), name="socialaccount_login_error"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", closed, name="account_signup"),
    path("password/", account.password_reset, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("password/chosen/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("you/again/", account.reauthenticate, name="account_reauthenticate"),
    path("you/again/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("you/again/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("you/password/", account.password_change, name="account_change_password"),
    path("you/password/set/", closed, name="account_set_password"),
    path("you/second-step/", RedirectView.as_view(pattern_name="accounts:you"), name="mfa_index"),
    path("you/app/", app.activate_totp, name="mfa_activate_totp"),
    path("you/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("you/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("you/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("you/recovery-codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("you/passkeys/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("you/passkeys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("you/passkeys/<int:pk>/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("you/passkeys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("you/connections/", where_oidc_is_on(identity.connections), name="socialaccount_connections"),
]
