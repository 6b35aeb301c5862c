"""Every address of the portal; each app names its own, and this page says where they hang."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
]
