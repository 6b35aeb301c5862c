"""Marks what stands on a page in another language than the page (translations.spoken.Said); all else stays as it is."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def lang(text: object) -> SafeString:
    """The attribute of the element that holds the text: `<dd{{ contact.address|lang }}>`."""
    language = getattr(text, "lang", "")
    return format_html(' lang="{}"', language) if language else SafeString("")


@register.filter
def spoken(text: object) -> object:
    """The text, in an element of its own where it needs one, such as within a sentence of the page."""
    attribute = lang(text)
    return format_html("<span{}>{}</span>", attribute, text) if attribute else text
