"""Addresses of setting up a portal."""

from django.urls import path

from returns.setup import views

app_name = "setup"

urlpatterns = [
    path("", views.overview, name="steps"),
    path("plan/", views.outline, name="plan"),
    path("plan/file/", views.plan_file, name="file"),
]
