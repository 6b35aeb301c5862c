"""What people type to sign in, and what an administrator types about people."""

from typing import Any

from allauth.account import forms as sign_in
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import record
from accounts.events import Kind
from accounts.models import User
from accounts.queries import has_identity
from accounts.roles import Role


class SignInForm(sign_in.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        # Tells password managers that this is the name that the password belongs to.
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class ForgottenPasswordForm(sign_in.ResetPasswordForm):
    users: list[User]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")

    def clean_email(self) -> str:
        """Who comes in through the office's identity provider alone gets no way round it."""
        email = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password() or not has_identity(user)]
        return email


class NewPasswordForm(sign_in.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("The same password again")


class ChangePasswordForm(sign_in.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("The new password again")


class ReauthenticateForm(sign_in.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class CodeForm(second_step.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"])


class CodeAgainForm(second_step.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"])


class ActivateAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits that the app shows now")
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "maxlength": 10})


class AddPasskeyForm(passkeys.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name that you will know it by")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Let it sign me in by itself, without my password")
        self.fields["passwordless"].help_text = _("If not, it is asked for as a second step after the password.")


class Noted:
    """Says that a passkey opened nothing, and puts it among the events; the library tells of codes only."""

    user: User | None

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except forms.ValidationError as refused:
            # Whose account it would be stands only in what a stranger sent, so none is named where nobody is known.
            record(Kind.SIGN_IN_FAILED, by=None, about=self.user, subject=gettext("a passkey"))
            said = gettext("This passkey opens nothing here: perhaps it was removed. Use another way to sign in.")
            raise forms.ValidationError(said) from refused


class PasskeyForm(Noted, passkeys.LoginWebAuthnForm):
    pass


class PasskeyAsSecondStepForm(Noted, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(Noted, passkeys.ReauthenticateWebAuthnForm):
    pass


def _ask_for_code(field: forms.Field) -> None:
    field.label = _("Code")
    field.help_text = _("From your app, or one of your recovery codes.")
    field.widget.attrs["maxlength"] = 20


class PersonForm(forms.Form):
    """Who somebody is and what they do."""

    name = forms.CharField(label=_("Name"), max_length=150)
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        choices=[],
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What this person does here. Somebody may have several roles."),
        error_messages={"required": _("Choose at least one role.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role.described) for role in Role]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, person: User) -> "PersonForm":
        """The form as the person stands."""
        return cls(initial={"name": person.name, "roles": sorted(person.roles)})


class InvitationForm(PersonForm):
    """A person who has no account yet."""

    field_order = ("email", "name", "roles")
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The invitation is sent there, and the person signs in with it."),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody has this e-mail address already."))
        return email
