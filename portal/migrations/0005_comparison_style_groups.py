"""The four groups read house styles; as with terms, only administrators change them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("起案者", "承認者", "公表担当", "閲覧者")
CODENAMES = ("view_comparisonstyle", "view_historicalcomparisonstyle")


def let_groups_read(apps, schema_editor):
    """Add the permissions. They are made after all migrations otherwise, which is too late here."""
    database = schema_editor.connection.alias
    historical = apps.get_app_config("portal")
    historical.models_module = installed.get_app_config("portal").models_module
    create_permissions(historical, apps=apps, using=database, verbosity=0)
    found = _permissions(apps, database)
    if missing := set(CODENAMES) - set(found.values_list("codename", flat=True)):
        raise RuntimeError(f"permissions missing: {sorted(missing)}")
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name__in=GROUPS):
        group.permissions.add(*found)


def take_reading_away(apps, schema_editor):
    """Take the permissions from the groups again."""
    database = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name__in=GROUPS):
        group.permissions.remove(*_permissions(apps, database))


def _permissions(apps, database):
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    return permissions.filter(content_type__app_label="portal", codename__in=CODENAMES)


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_comparison_style")]

    operations = [migrations.RunPython(let_groups_read, take_reading_away)]
