"""Addresses of the plan as the office keeps it."""

from django.urls import path

from pillars import views

app_name = "pillars"

urlpatterns = [
    path("editors/", views.editors, name="editors"),
    path("<slug:key>/names/", views.names, name="names"),
]
