"""Returns of quarters that are published already are closed, as publishing leaves them."""

from django.db import migrations


def adopt(apps, schema_editor):
    Return, Step = apps.get_model("pillars", "Return"), apps.get_model("returns", "Step")
    for held in Return.objects.filter(period__published_at__isnull=False, state="open"):
        Step.objects.create(quarterly_return=held, number=1, verb="adopted", before="open", after="approved")
        held.state = "approved"
        held.save(update_fields=["state"])


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_entry"), ("pillars", "0002_entry")]
    operations = [migrations.RunPython(adopt, migrations.RunPython.noop)]
