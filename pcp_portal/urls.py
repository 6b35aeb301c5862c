"""Every address of the portal; each app names its own, and this page says where they hang."""

from django.urls import include, path

urlpatterns = [
    path("jobs/", include("jobs.urls")),
    path("quarters/", include("returns.urls")),
    path("", include("reports.urls")),
]
