import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

USERNAME = "admin"


class Command(BaseCommand):
    help = _("管理者が一人もいなければ作り、自動で作ったパスワードを一度だけ表示します。")

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        if users.filter(username=USERNAME).exists():
            self.stderr.write(
                _(
                    "管理者がいません。利用者名「%(name)s」は一般の利用者が使っているため、"
                    "manage.py createsuperuser で別名の管理者を作成してください。"
                )
                % {"name": USERNAME}
            )
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(USERNAME, password=password)
        self.stdout.write(
            _("管理者を作成しました。利用者名: %(name)s　パスワード: %(password)s （再表示できません）")
            % {"name": USERNAME, "password": password}
        )
