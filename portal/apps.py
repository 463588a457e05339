from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The one Django app: publishing touches service, edition, clause and file in one transaction."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("約款ポータル")

    def ready(self) -> None:
        """Keep the triggers that freeze announced editions alive through migrations, and have them checked."""
        from portal.models import triggers

        pre_migrate.connect(triggers.drop_before_migrating, sender=self)
        post_migrate.connect(triggers.create_after_migrating, sender=self)
        register(triggers.check_triggers, Tags.database)
