"""Keys: what names a part of the plan for ever. Addresses are made of them, and quarters are held beside each other by them."""

import re
from collections.abc import Collection

from django.utils.text import slugify

LONGEST = 40


def new_key(title: str, known: Collection[str], *, otherwise: str) -> str:
    """The first words of a title, with a number where one of the `known` has them already; `otherwise` where it has no words."""
    words = slugify(title)
    short = words if len(words) <= LONGEST else words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    short = re.sub(r"[^a-z0-9]+", "-", short).strip("-") or otherwise
    key, count = short, 1
    while key in known:
        count += 1
        key = f"{short}-{count}"
    return key
