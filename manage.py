#!/usr/bin/env python
"""Django's command line for the portal; docs/operations.md lists the commands."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

LOCAL_SECRET_KEY = Path(__file__).resolve().parent / "var" / "secret-key"


def main() -> None:
    """Run a command, with the checkout's own secret key (made by bin/setup) where the environment has none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if LOCAL_SECRET_KEY.exists():
        os.environ.setdefault("DJANGO_SECRET_KEY", LOCAL_SECRET_KEY.read_text(encoding="ascii").strip())
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who read the output has seen enough (lint_terms … | head); what Python flushes at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
