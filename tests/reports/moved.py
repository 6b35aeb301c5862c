"""A portal of its own in an SQLite database, to be moved from: run as a module with the folder of its files.

It holds odd records, a published report, an archive's secrets (a password, an authenticator, a session) and gaps in its numbers.
"""

import sys

PASSWORD = "long enough for anybody"


def main(folder: str) -> None:
    import django

    django.setup()
    from typing import Any

    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from accounts.roles import Role
    from jobs.actions import ask
    from tests.people import make_person
    from tests.reports import publishing
    from tests.reports.archives import make_odd_records

    stores: Any = settings.STORAGES
    stores["editions"]["OPTIONS"]["location"] = folder
    call_command("migrate", verbosity=0)
    publishing.publish(publishing.ready())
    make_odd_records()
    person = make_person(Role.EDITOR, name="The one who moves")
    person.set_password(PASSWORD)
    person.save()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x", "b": 1, "a": [None, True]})
    Client(SERVER_NAME="localhost").force_login(person)
    ask("sweep-editions", {}, title="Work", key="work", by=person)
    # Now the one file holds all of it.
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
