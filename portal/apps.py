from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_delete, pre_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The one Django app: publishing touches service, edition, clause and file in one transaction."""

    name = "portal"
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("約款ポータル")

    def ready(self) -> None:
        """Keep the triggers alive through migrations and have them checked; keep the groups that terms need."""
        from portal.models import needed_groups, triggers

        pre_migrate.connect(triggers.drop_before_migrating, sender=self)
        post_migrate.connect(triggers.create_after_migrating, sender=self)
        pre_delete.connect(needed_groups.refuse_needed_group, sender="auth.Group")
        register(triggers.check_triggers, Tags.database)


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the portal's own site in the place of the stock one."""

    default = False
    default_site = "portal.admin_site.PortalAdminSite"
