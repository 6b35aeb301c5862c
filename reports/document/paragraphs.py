"""Short texts as people type them: a little Markdown (links, emphasis) made into safe HTML."""

import html
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

from reports.document import Paragraph

MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["link", "emphasis", "escape", "entity"])
ALLOWED = {"a", "em", "strong"}
SCHEMES = {"http", "https", "mailto"}


@lru_cache(maxsize=4096)
def paragraph(text: str) -> Paragraph:
    """One paragraph: its words without markup, and as HTML in which only links and emphasis are left."""
    marked_up = nh3.clean(
        MARKDOWN.renderInline(text),
        tags=ALLOWED,
        attributes={"a": {"href"}, "*": set()},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return Paragraph(text=html.unescape(nh3.clean(marked_up, tags=set())), html=marked_up)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, one to a line; empty lines are passed over."""
    return tuple(paragraph(line.strip()) for line in text.splitlines() if line.strip())
