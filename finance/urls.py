"""Addresses of the finance part, under those of the quarter.

No statement may be called by a word that is an address here (finance.rules.TAKEN).
"""

from django.urls import path

from finance.views import (
    columns,
    figures,
    grid,
    history,
    note_words,
    notes,
    overview,
    reconciliation,
    rows,
    structure,
    ties,
    upload,
)

app_name = "finance"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("part/", overview.part, name="part"),
    path("leave-out/", overview.leave_out, name="leave_out"),
    path("add/", overview.add, name="add"),
    path("add/<slug:kind>/", overview.add_kind, name="add_kind"),
    path("reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("reconciliation/reasons/<int:pk>/", reconciliation.reason, name="reason"),
    path("ties/", ties.ties, name="ties"),
    path("ties/add/", ties.add, name="tie_add"),
    path("ties/<slug:key>/change/", ties.change, name="tie"),
    path("ties/<slug:key>/remove/", ties.remove, name="tie_remove"),
    path("notes/", notes.notes, name="notes"),
    path("notes/add/", notes.add, name="note_add"),
    path("notes/figures/", figures.figures, name="figures"),
    path("notes/<int:pk>/", notes.note, name="note"),
    path("notes/<int:pk>/words/", note_words.note_words, name="note_words"),
    path("notes/<int:pk>/move/", notes.move, name="note_move"),
    path("history/", history.words, name="words_history"),
    path("<slug:statement>/history/", history.figures, name="figures_history"),
    path("<slug:statement>/", grid.grid, name="grid"),
    path("<slug:statement>/cells/", grid.cells, name="cells"),
    path("<slug:statement>/upload/", upload.upload, name="upload"),
    path("<slug:statement>/structure/", structure.structure, name="structure"),
    path("<slug:statement>/structure/table/", structure.table, name="table"),
    path("<slug:statement>/structure/remove/", structure.remove, name="remove"),
    path("<slug:statement>/structure/rows/", structure.order, {"parts": "rows"}, name="order_rows"),
    path("<slug:statement>/structure/columns/", structure.order, {"parts": "columns"}, name="order_columns"),
    path("<slug:statement>/structure/add-rows/", rows.add, name="add_rows"),
    path("<slug:statement>/structure/rows/<slug:row>/", rows.change, name="row"),
    path("<slug:statement>/structure/rows/<slug:row>/retire/", rows.retire, name="retire_row"),
    path("<slug:statement>/structure/rows/<slug:row>/bring-back/", rows.bring_back, name="bring_back_row"),
    path("<slug:statement>/structure/add-column/", columns.add, name="add_column"),
    path("<slug:statement>/structure/columns/<slug:column>/", columns.change, name="column"),
    path("<slug:statement>/structure/columns/<slug:column>/retire/", columns.retire, name="retire_column"),
    path("<slug:statement>/structure/columns/<slug:column>/bring-back/", columns.bring_back, name="bring_back_column"),
]
