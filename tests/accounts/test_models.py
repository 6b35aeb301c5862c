"""People are known by their e-mail address."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_user_signs_in_with_an_email_address():
    user = User.objects.create_user("clerk@example.org", "correct horse battery")
    assert authenticate(username="clerk@example.org", password="correct horse battery") == user
    assert authenticate(username="clerk@example.org", password="wrong") is None
    assert not user.is_staff


def test_email_address_serves_one_user():
    User.objects.create_user("clerk@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("clerk@EXAMPLE.ORG")


def test_superuser_is_made_with_all_rights():
    user = User.objects.create_superuser("admin@example.org", "x")
    assert user.is_staff
    assert user.is_superuser


@pytest.mark.parametrize(("name", "shown"), [("Zoë O’Neill", "Zoë O’Neill"), ("", "clerk@example.org")])
def test_user_is_shown_by_name_or_else_by_email(name, shown):
    user = User(email="clerk@example.org", name=name)
    assert (str(user), user.get_full_name(), user.get_short_name()) == (shown, shown, shown)
