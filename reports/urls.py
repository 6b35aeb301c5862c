"""Addresses of the reader's floor."""

urlpatterns: list = []
