"""Addresses of what is read before it is public: by staff, and by the Panel where the office gives it to them."""

from django.urls import path

from reports.views import editions

app_name = "panel"

urlpatterns = [
    path("", editions.early, name="early"),
    path("<slug:quarter>/<int:number>/", editions.early_file, name="edition"),
    path("<slug:quarter>/<int:number>/<path:path>", editions.early_file, name="file"),
]
