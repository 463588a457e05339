"""The admin's name, and the front page that shows editions by state."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("約款ポータル 管理")
admin.site.site_title = _("約款ポータル 管理")
admin.site.index_title = _("約款・規約の管理")
admin.site.index_template = "admin/portal/index.html"
