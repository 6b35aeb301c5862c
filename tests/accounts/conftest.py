"""What tests of people need: attempts to sign in are counted afresh for each."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_attempts_before(db):
    # The table of counts is no model, so no test leaves it clean by itself.
    cache.clear()
