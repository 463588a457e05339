"""Name the manifest of what was announced before candidates were kept, and let the groups draft."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

NEW = ("attachment", "bundle", "comment", "consent", "reviewlink", "rowremark")
WITH_HISTORY = ("attachment", "bundle", "reviewlink", "rowremark")
VIEW = (*(f"view_{model}" for model in NEW), *(f"view_historical{model}" for model in WITH_HISTORY))
COMMENT = ("add_comment", "change_comment")
DRAFT = (
    *(f"{action}_{model}" for action in ("add", "change", "delete") for model in ("attachment", "rowremark")),
    *("add_bundle", "change_bundle", "delete_bundle", "add_reviewlink", "change_reviewlink", "restore_edition"),
)
GROUPS = {
    "起案者": (*VIEW, *COMMENT, *DRAFT),
    "承認者": (*VIEW, *COMMENT),
    "公表担当": (*VIEW, *COMMENT),
    "閲覧者": VIEW,
}
TABLES = ("portal_sealedfile", "portal_publication")
NAME_MANIFESTS = """
    UPDATE {table} SET manifest_sha256 = COALESCE((
        SELECT subject_hash FROM portal_decision
        WHERE portal_decision.edition_id = {table}.edition_id AND portal_decision.kind = 'announced'
    ), '')
"""


def name_manifests(apps, schema_editor):
    """Until now an edition was announced once, with one set of files; on SQLite the triggers are down already."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(NAME_MANIFESTS.format(table=table))
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def let_groups_draft(apps, schema_editor):
    """Add the permissions. They are made after all migrations otherwise, which is too late here."""
    database = schema_editor.connection.alias
    historical = apps.get_app_config("portal")
    historical.models_module = installed.get_app_config("portal").models_module
    create_permissions(historical, apps=apps, using=database, verbosity=0)
    for name, codenames in GROUPS.items():
        found = _permissions(apps, database, codenames)
        if missing := set(codenames) - set(found.values_list("codename", flat=True)):
            raise RuntimeError(f"permissions missing for group {name}: {sorted(missing)}")
        for group in apps.get_model("auth", "Group").objects.using(database).filter(name=name):
            group.permissions.add(*found)


def take_drafting_away(apps, schema_editor):
    """Take the permissions from the groups again."""
    database = schema_editor.connection.alias
    for name, codenames in GROUPS.items():
        for group in apps.get_model("auth", "Group").objects.using(database).filter(name=name):
            group.permissions.remove(*_permissions(apps, database, codenames))


def _permissions(apps, database, codenames):
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    return permissions.filter(content_type__app_label="portal", codename__in=codenames)


class Migration(migrations.Migration):
    dependencies = [("portal", "0006_drafting")]

    operations = [
        migrations.RunPython(name_manifests, migrations.RunPython.noop),
        migrations.RunPython(let_groups_draft, take_drafting_away),
    ]
