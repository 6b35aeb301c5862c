"""Addresses of the office itself."""

from django.urls import path

from pillars import views

app_name = "office"

urlpatterns = [
    path("office/", views.office, name="names"),
    path("brand.css", views.brand, name="brand"),
]
