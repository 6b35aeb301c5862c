"""To which request and which job belongs what happens now: told once by whoever begins, read by each line of the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_now: ContextVar[dict[str, str] | None] = ContextVar("logs.tracing", default=None)


@contextmanager
def within(**ids: str) -> Iterator[dict[str, str]]:
    """Everything in the block belongs to these: `request` and `job`, each with its id. An empty id is none."""
    held = {**traced(), **{name: value for name, value in ids.items() if value}}
    token = _now.set(held)
    try:
        yield held
    finally:
        _now.reset(token)


def traced() -> dict[str, str]:
    """The ids that hold now."""
    return dict(_now.get() or {})
