"""`manage.py load_demo [--if-empty]`: the terms of an invented company, to try the portal with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.demo.loading import DemoRefused, is_without_others, load_demo
from portal.demo.manifest import read_demo
from portal.publishing.findings import AnnouncementRefused


class Command(BaseCommand):
    """Load the demo terms; a second time changes nothing."""

    help = _("架空の会社の約款を読み込みます。もう一度実行しても何も変わりません。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help=_("ほかの事業者が登録されていれば何もせず、PDFが作れなければ知らせるだけで正常に終わる"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        demo = read_demo(timezone.localdate())
        if options["if_empty"] and not is_without_others(demo):
            return
        try:
            load_demo(demo, tell=self._tell)
        except (DemoRefused, AnnouncementRefused) as refusal:
            if not options["if_empty"]:
                raise CommandError(str(refusal)) from refusal
            self.stderr.write(str(refusal))

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        # Each edition takes a second or two; whoever watches through a pipe sees it as well.
        self.stdout.flush()
