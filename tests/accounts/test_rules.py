"""Who may be made what: the rules as tables."""

import pytest

from accounts.roles import Role
from accounts.rules import Standing, needs_second_step, refusal

ADMINISTRATOR = Standing(frozenset({Role.ADMINISTRATOR}), is_active=True)
BOTH = Standing(frozenset({Role.ADMINISTRATOR, Role.EDITOR}), is_active=True)
EDITOR = Standing(frozenset({Role.EDITOR}), is_active=True)
NOBODY = Standing(frozenset(), is_active=True)
CLOSED = Standing(frozenset({Role.ADMINISTRATOR}), is_active=False)
CLOSED_EDITOR = Standing(frozenset({Role.EDITOR}), is_active=False)


@pytest.mark.parametrize(
    ("before", "after", "is_own", "others", "said"),
    [
        (EDITOR, BOTH, False, 1, None),
        (BOTH, EDITOR, False, 1, None),
        (BOTH, EDITOR, False, 0, "This is the last administrator"),
        (BOTH, EDITOR, True, 0, "This is the last administrator"),
        (BOTH, EDITOR, True, 1, "You cannot take the portal away from yourself"),
        (ADMINISTRATOR, BOTH, True, 0, None),
        (ADMINISTRATOR, CLOSED, False, 0, "This is the last administrator"),
        (ADMINISTRATOR, CLOSED, True, 1, "You cannot take the portal away from yourself"),
        (ADMINISTRATOR, CLOSED, False, 1, None),
        (EDITOR, CLOSED_EDITOR, False, 1, None),
        (CLOSED, ADMINISTRATOR, False, 1, None),
        (EDITOR, NOBODY, False, 1, "Choose at least one role"),
    ],
)
def test_standing_changes_only_as_the_rules_allow(before, after, is_own, others, said):
    answer = refusal(before, after, is_own=is_own, other_administrators=others)
    assert (answer is None) if said is None else answer.startswith(said)


@pytest.mark.parametrize(
    ("roles", "required", "needs"),
    [
        ([Role.ADMINISTRATOR], [], False),
        ([Role.ADMINISTRATOR], ["administrator"], True),
        ([Role.EDITOR], ["administrator"], False),
        ([Role.EDITOR, Role.APPROVER], ["administrator", "approver"], True),
        ([], ["administrator"], False),
    ],
)
def test_second_step_is_asked_of_the_roles_that_are_named(roles, required, needs):
    assert needs_second_step(roles, required) is needs
