"""The sample's people, one for each role: they exist only in a portal that holds the sample and nobody else."""

from django.contrib.auth.hashers import check_password
from django.db import transaction

from accounts.actions import invite
from accounts.models import User
from accounts.roles import Role

# Printed by `make run`: it opens the sample and nothing else.
PASSWORD = "only-for-the-sample"  # noqa: S105
HOST = "sample.example"

# The name before the host, the name that pages show, and what the person is.
PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("administrator", "Sample administrator", Role.ADMINISTRATOR),
    ("editor", "Sample editor", Role.EDITOR),
    ("second.editor", "Second sample editor", Role.EDITOR),
    ("approver", "Sample approver", Role.APPROVER),
    ("finance", "Sample finance officer", Role.FINANCE_OFFICER),
    ("clerk", "Sample clerk", Role.CLERK),
    ("member", "Sample Panel member", Role.PANEL_MEMBER),
)


@transaction.atomic
def make_sample_people() -> list[User]:
    """Makes them with the one sample password; does nothing, and gives nobody, where anybody has an account already."""
    if User.objects.exists():
        return []
    made = [invite(email=f"{local}@{HOST}", name=name, roles=[role], by=None) for local, name, role in PEOPLE]
    made[0].set_password(PASSWORD)
    for person in made:
        # One hash for all: hashing is slow on purpose, and there is nothing to hide in it.
        person.password = made[0].password
    User.objects.bulk_update(made, ["password"])
    return made


def sample_sign_ins() -> list[User]:
    """Those of them who are there and still have the sample password, in the order of PEOPLE."""
    order = [f"{local}@{HOST}" for local, _, _ in PEOPLE]
    people = User.objects.filter(email__in=order, is_active=True)
    known: dict[str, bool] = {}
    for person in people:
        if person.password not in known:
            known[person.password] = check_password(PASSWORD, person.password)
    return sorted((person for person in people if known[person.password]), key=lambda person: order.index(person.email))
