"""Quarters, and other words that the portal composes in English, as the live pages say them."""

from django import template

from reports.languages.portal import spoken

register = template.Library()

register.filter("spoken", spoken)
