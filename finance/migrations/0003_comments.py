"""Moves each row's comment into its cell: a comment is entered for a quarter, as a figure is."""

from django.db import migrations


def move_comments(apps, schema_editor):
    Row, Column, Figure = (apps.get_model("finance", name) for name in ("Row", "Column", "Figure"))
    for row in Row.objects.exclude(comment=""):
        column = Column.objects.filter(statement=row.statement_id, kind="comment").order_by("order").first()
        if column is not None:
            Figure.objects.create(row=row, column=column, text=row.comment)


class Migration(migrations.Migration):
    dependencies = [("finance", "0002_statements_that_check_themselves")]
    operations = [migrations.RunPython(move_comments, migrations.RunPython.noop, elidable=True)]
