"""Quarters, and other words that the portal composes in English, as the live pages say them."""

from django import template

from reports.languages.portal import composed

register = template.Library()

register.filter("composed", composed)
