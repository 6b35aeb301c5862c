"""The corpus of hostile and awkward PDFs: each by its name, with what is to come of it.

`HOSTILE` gives for each a function that makes its bytes, and the reason it is refused for, or None where it is taken in. The
makers stand in `hostile.py` (files and pages) and `acting.py` (what acts, marks and means).
"""

import io
from collections.abc import Callable
from typing import Any

from pikepdf import Pdf

HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {}


def hostile(refused: str | None = None) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Put a maker into the corpus."""

    def keep(maker: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE[maker.__name__] = (maker, refused)
        return maker

    return keep


def put(name: str, content: bytes, refused: str | None = None) -> None:
    """Put bytes into the corpus."""
    HOSTILE[name] = (lambda: content, refused)


def saved(file: Pdf, **settings: Any) -> bytes:
    out = io.BytesIO()
    file.save(out, **settings)
    return out.getvalue()
