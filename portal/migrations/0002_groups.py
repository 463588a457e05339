"""The four groups of DESIGN §5, with exact permissions."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITED = ("issuer", "service", "terms", "edition", "clause")
READ = (*EDITED, *(f"historical{model}" for model in EDITED), "decision", "publication", "sealedfile")
VIEW = tuple(f"view_{model}" for model in READ)
DRAFT = tuple(f"{action}_{model}" for action in ("add", "change", "delete") for model in ("edition", "clause"))

GROUPS = {
    "起案者": (*VIEW, *DRAFT, "submit_edition"),
    "承認者": (*VIEW, "approve_edition"),
    "公表担当": (*VIEW, "announce_edition", "redate_edition", "withdraw_edition"),
    "閲覧者": VIEW,
}


def create_groups(apps, schema_editor):
    """Make the groups. Permissions are made after all migrations otherwise, which is too late here."""
    database = schema_editor.connection.alias
    config = installed.get_app_config("portal")
    create_permissions(_with_models(apps, config), apps=apps, using=database, verbosity=0)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.using(database).get_or_create(name=name)
        found = Permission.objects.using(database).filter(content_type__app_label="portal", codename__in=codenames)
        missing = set(codenames) - set(found.values_list("codename", flat=True))
        if missing:
            raise RuntimeError(f"permissions missing for group {name}: {sorted(missing)}")
        group.permissions.set(found)


def _with_models(apps, config):
    historical = apps.get_app_config("portal")
    historical.models_module = config.models_module
    return historical


def delete_groups(apps, schema_editor):
    """Take the groups away again."""
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_groups, delete_groups)]
