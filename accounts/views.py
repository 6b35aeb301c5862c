"""The pages about people: where one lands, one's own page, and the list that administrators keep."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, queries
from accounts.forms import InvitationForm, PersonForm
from accounts.invitations import send_invitation
from accounts.models import User
from accounts.permissions import SignedInRequest, lacks_second_step, only
from accounts.roles import Role
from accounts.rules import Refused


def closed(request: HttpRequest) -> HttpResponse:
    """A page that allauth knows and the portal does not have."""
    raise Http404("There is no such page here.")


@require_GET
@only()
def start(request: SignedInRequest) -> HttpResponse:
    """Where somebody lands after signing in: at their work, or else at what everybody reads."""
    work = "returns:quarters" if request.user.is_office_staff else "meetings:list" if request.user.is_clerk else ""
    try:
        return redirect(work or "/")
    except NoReverseMatch:
        return redirect("/")


@require_GET
@only()
def you(request: SignedInRequest) -> HttpResponse:
    """One's own page: name, roles, and the ways by which one signs in."""
    ways = list(Authenticator.objects.filter(user=request.user))
    page = {
        "area": "you",
        "has_app": any(way.type == Authenticator.Type.TOTP for way in ways),
        "passkeys": sum(way.type == Authenticator.Type.WEBAUTHN for way in ways),
        "codes": next((way.wrap() for way in ways if way.type == Authenticator.Type.RECOVERY_CODES), None),
        "needs_second_step": lacks_second_step(request, request.user),
        "oidc_name": settings.OIDC_APP["name"] if settings.OIDC_CLIENT_ID else "",
        "is_connected": bool(settings.OIDC_CLIENT_ID) and queries.has_identity(request.user),
    }
    return render(request, "accounts/you.html", page)


@require_GET
@only(Role.ADMINISTRATOR)
def people(request: SignedInRequest) -> HttpResponse:
    return render(request, "accounts/people.html", {"area": "people", "people": queries.people()})


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def invite(request: SignedInRequest) -> HttpResponse:
    """Asks for somebody's address, name and roles, and sends them a link."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = actions.invite(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _send(request, person)
    return _form_page(request, "accounts/invite.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody's name and roles, and what else an administrator may do about them."""
    shown = _person(pk)
    form = PersonForm(request.POST) if request.method == "POST" else PersonForm.of(shown)
    if form.is_valid():
        try:
            changed = actions.change_person(person=shown, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error("roles", str(refused))
        else:
            if changed == request.user:
                # Other roles end a person's sessions; whoever changes their own goes on in this one.
                update_session_auth_hash(request, changed)
            messages.success(request, _("What you changed about {person} is saved.").format(person=changed))
            return redirect("accounts:people")
    return _form_page(request, "accounts/person.html", form, person=shown, is_invited=_is_invited(shown))


@require_POST
@only(Role.ADMINISTRATOR)
def invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sends the link again to somebody who has not come yet."""
    shown = _person(pk)
    if not _is_invited(shown):
        raise Http404("This person has come already, or may not sign in.")
    return _send(request, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.ADMINISTRATOR)
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks once more, then shuts somebody out."""
    shown = _person(pk)
    refused = ""
    if request.method == "POST":
        try:
            actions.deactivate(person=shown, by=request.user)
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, _("{person} can no longer sign in.").format(person=shown))
            return redirect("accounts:people")
    page = {"area": "people", "person": shown, "refused": refused}
    return render(request, "accounts/deactivate.html", page, status=409 if refused else 200)


@require_POST
@only(Role.ADMINISTRATOR)
def reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = _person(pk)
    try:
        actions.reactivate(person=shown, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("{person} can sign in again.").format(person=shown))
    return redirect("accounts:person", pk=pk)


def _person(pk: int) -> User:
    # A number that no database holds is no person either.
    return get_object_or_404(User, pk=pk if pk < 2**63 else 0)


def _is_invited(person: User) -> bool:
    return queries.invited_people().filter(pk=person.pk).exists()


def _send(request: SignedInRequest, person: User) -> HttpResponse:
    """Sends the invitation, says how that went, and goes to the person's page or back to the list."""
    portal = request.build_absolute_uri("/")
    if send_invitation(person=person, by=request.user, portal=portal):
        messages.success(request, _("An invitation is on its way to {email}.").format(email=person.email))
        return redirect("accounts:people")
    messages.error(
        request,
        _("The e-mail to {email} could not be sent. Try again below in a while.").format(email=person.email),
    )
    return redirect(reverse("accounts:person", args=[person.pk]))


def _form_page(request: HttpRequest, template: str, form: PersonForm, **page: Any) -> HttpResponse:
    page |= {"area": "people", "form": form}
    return render(request, template, page, status=422 if form.errors else 200)
