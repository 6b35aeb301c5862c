"""Gives the editions that were published before editions had files theirs, drawn from the documents that they keep."""

from django.db import migrations

from reports.editions import drawing, manifest
from reports.document.stored import from_json


def draw(apps, schema_editor):
    edition_file = apps.get_model("reports", "EditionFile")
    for edition in apps.get_model("reports", "Edition").objects.filter(public_from=None):
        document = from_json(edition.document)
        quietly = lambda done, total, words: None
        kept = drawing.keep(drawing.files_of(document, quietly), quietly)
        edition.public_from = edition.published_at
        edition.manifest = manifest.digest_of((file.path, file.digest) for file in kept)
        edition.save(update_fields=["public_from", "manifest"])
        edition_file.objects.bulk_create(
            edition_file(
                edition=edition,
                path=file.path,
                content_type=file.content_type,
                size=file.size,
                digest=file.digest,
                packed=file.packed,
            )
            for file in kept
        )


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_files")]

    operations = [migrations.RunPython(draw, migrations.RunPython.noop, elidable=True)]
