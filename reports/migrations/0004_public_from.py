from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_earlier_editions")]

    operations = [
        migrations.AlterField(model_name="edition", name="public_from", field=models.DateTimeField()),
    ]
