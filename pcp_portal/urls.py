"""Every address of the portal; each app names its own, and this page says where they hang."""

from django.urls import include, path

from pcp_portal.languages import in_each_language

urlpatterns = [
    path("jobs/", include("jobs.urls")),
    path("quarters/<slug:quarter>/draft/", include("reports.draft_urls")),
    path("quarters/<slug:quarter>/editions/", include("reports.edition_urls")),
    path("quarters/<slug:quarter>/translation/", include("reports.language_urls")),
    path("quarters/<slug:quarter>/finance/", include("finance.urls")),
    path("quarters/", include("returns.urls")),
    path("setup/", include("returns.setup.urls")),
    path("panel/agendas/", include("meetings.panel_urls")),
    path("panel/", include("reports.panel_urls")),
    path("agendas/", include("meetings.agenda_urls")),
    path("", include("meetings.urls")),
    path("plan/commitments/", include("commitments.urls")),
    path("plan/indicators/", include("indicators.urls")),
    path("plan/", include("pillars.urls")),
    path("", include("pillars.office_urls")),
    path("people/events/", include("operations.urls")),
    path("", include("accounts.urls")),
    path("", include("accounts.sign_in_urls")),
    path("", include("readers.urls")),
    path("", include("reports.file_urls")),
    *in_each_language(path("", include("readers.page_urls")), path("", include("reports.urls"))),
]

handler500 = "pcp_portal.trouble.told"
