"""What most tests of entry begin with: a quarter that is open, of which nothing is answered yet."""

import pytest

from tests.returns.entry import Kept, make_kept


@pytest.fixture
def kept(db) -> Kept:
    return make_kept()
