"""Addresses of what programs read of the public's floor, and those under which an administrator writes its pages."""

from django.urls import path

from readers.views import machines, office

app_name = "readers"

urlpatterns = [
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
