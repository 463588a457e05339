"""A mail server that refuses an address without @."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends import locmem


class EmailBackend(locmem.EmailBackend):
    """Django's backend for tests, with an opinion on addresses."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            if "@" not in message.to[0]:
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})
        return super().send_messages(messages)
