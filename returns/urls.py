"""Addresses of the staff's floor: the quarters and the work on them."""

from django.urls import URLPattern

app_name = "returns"

urlpatterns: list[URLPattern] = []
