"""The reader's language: that of the browser, and of nothing else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class AcceptLanguageMiddleware(LocaleMiddleware):
    """Choose by Accept-Language alone, and say so in Vary.

    Django would also follow a language cookie, which the portal never sets. Public pages are kept by shared caches
    without regard to cookies: one reader with such a cookie would change the language of all others.
    """

    def process_request(self, request: HttpRequest) -> None:
        request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        super().process_request(request)
