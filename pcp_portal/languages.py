"""The languages of the public's pages: `/commitments/9a/` is read in English, `/cy/commitments/9a/` in Welsh.

A page has its language by its address alone, so that whoever keeps pages for others keeps each under its own. Whatever is
drawn while a language is switched on leads to pages in the same one.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import get_language, get_language_from_path, override

OTHERS = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}


class LanguagePrefix(LocalePrefixPattern):
    """Of Django's own, which `django.conf.urls.i18n.i18n_patterns` makes, this differs in one thing: what is drawn in English of
    any country ("en", as agendas are) leads to the addresses without a prefix, as the portal's own English does."""

    @property
    def language_prefix(self) -> str:
        language = get_language()
        return f"{language}/" if language in OTHERS else ""


def in_each_language(*patterns: URLPattern | URLResolver) -> list[URLResolver]:
    """Addresses that each of the portal's languages has; for the root of all addresses alone."""
    return [URLResolver(LanguagePrefix(), list(patterns))]


class LanguageMiddleware:
    """Switches on the language that an address names. Django's own would ask the browser as well, and say of each answer that it
    differs by what that accepts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
            return self.get_response(request)
