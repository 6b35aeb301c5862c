from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("finance", "0003_comments")]
    operations = [migrations.RemoveField(model_name="row", name="comment")]
