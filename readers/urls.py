"""Addresses of the public's floor, and those under which an administrator writes its pages."""

from django.urls import path

from readers.views import machines, office, pages, subscribing

app_name = "readers"

urlpatterns = [
    path("contact/", pages.contact, name="contact"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("subscribe/asked/", subscribing.asked, name="asked"),
    path("subscribe/<str:secret>/", subscribing.confirm, name="confirm"),
    path("subscribe/<str:secret>/end/", subscribing.end, name="end"),
    path("feed.atom", machines.feed, name="feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("plan/public/", office.index, name="office"),
    path("plan/public/texts/", office.texts, name="office_texts"),
    path("plan/public/contact/", office.contact, name="office_contact"),
    path("plan/public/accessibility/", office.statement, name="office_statement"),
    path("plan/public/accessibility/add/", office.barrier_add, name="office_barrier_add"),
    path("plan/public/accessibility/<int:pk>/", office.barrier, name="office_barrier"),
    path("plan/public/accessibility/<int:pk>/remove/", office.barrier_remove, name="office_barrier_remove"),
]
