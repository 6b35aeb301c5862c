"""Addresses of what the public reads of the office beside its reports, in each language."""

from django.urls import path

from readers.views import pages, subscribing

app_name = "about"

urlpatterns = [
    path("contact/", pages.contact, name="contact"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("subscribe/asked/", subscribing.asked, name="asked"),
    path("subscribe/<str:secret>/", subscribing.confirm, name="confirm"),
    path("subscribe/<str:secret>/end/", subscribing.end, name="end"),
]
