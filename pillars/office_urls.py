"""Addresses of the office itself."""

from django.urls import path

from pillars import views

app_name = "office"

urlpatterns = [
    path("office/", views.office, name="names"),
    path("office/logo/", views.logo, name="logo"),
    path("office/logo/remove/", views.remove_logo, name="logo_remove"),
    path("brand.css", views.brand, name="brand"),
    path("brand/<slug:digest>.png", views.logo_file, name="logo_file"),
]
