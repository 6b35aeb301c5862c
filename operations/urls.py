"""Addresses of what administrators see of events; what machines ask for is answered above all addresses (middleware.py)."""

from django.urls import path

from operations import views

app_name = "operations"

urlpatterns = [
    path("", views.events, name="events"),
    path("events.csv", views.events_file, name="events_file"),
]
