"""Addresses of the staff's floor: the quarters and the work on them."""

from django.urls import path

from returns.views import board, correction, editing, history, lines, quarters, saving, steps, workbook

app_name = "returns"

urlpatterns = [
    path("", quarters.quarters, name="quarters"),
    path("open/", quarters.open_next, name="open"),
    path("<slug:quarter>/", board.board, name="board"),
    path("<slug:quarter>/dates/", quarters.dates, name="dates"),
    path("<slug:quarter>/correction/", correction.correction, name="correction"),
    path("<slug:quarter>/returns/<slug:key>/steps/", steps.step, name="step"),
    path("<slug:quarter>/lines/", lines.lines, name="lines"),
    path("<slug:quarter>/returns/<slug:key>/", editing.edit, name="edit"),
    path("<slug:quarter>/returns/<slug:key>/entries/<slug:entry>/", saving.save, name="save"),
    path("<slug:quarter>/workbook/", workbook.workbook, name="workbook"),
    path("<slug:quarter>/workbook/download/<slug:ending>/", workbook.download, name="workbook_download"),
    path("<slug:quarter>/workbook/uploads/", workbook.upload, name="workbook_uploads"),
    path("<slug:quarter>/workbook/uploads/<int:pk>/", workbook.uploaded, name="workbook_upload"),
    path("<slug:quarter>/workbook/uploads/<int:pk>/apply/", workbook.apply, name="workbook_apply"),
    path("<slug:quarter>/history/<slug:kind>/<int:pk>/", history.history, name="history"),
    path("<slug:quarter>/history/<slug:kind>/<int:pk>/put-back/", history.put_back, name="put_back"),
]
