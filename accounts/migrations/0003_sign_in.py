"""Addresses in small letters, and the table in which attempts to sign in are counted."""

import django.db.models.functions.text
from django.core.management import call_command
from django.db import migrations, models


def small_letters(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    for user in User.objects.using(schema_editor.connection.alias).all():
        if user.email != user.email.lower():
            user.email = user.email.lower()
            user.save(update_fields=["email"])


def make_cache_table(apps, schema_editor):
    # The command makes the tables of the caches that the settings name, and leaves those that stand.
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]

    operations = [
        migrations.RunPython(small_letters, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(email=django.db.models.functions.text.Lower("email")),
                name="user_email_in_small_letters",
                violation_error_message="An e-mail address is kept in small letters.",
            ),
        ),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
