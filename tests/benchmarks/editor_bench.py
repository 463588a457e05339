"""Answer the whole-text editor's panel for terms of 50 and of 600 articles, as its script asks while somebody types.

The texts are amendments of a statute (workloads.amended_copies): the older state is the base, an announced edition of a
portal of its own in memory, the newer one is what is being typed. A figure is the time of a request, from the JSON
sent to the JSON answered, login, database and templates included.

- milliseconds: of the outline, which is asked for first, of problems and comparison, which follow, and of both; those
  for 50 articles have the limit of the issue, 300 ms. They say something of this machine only;
- ratio: both requests, divided by what the engines alone need for the same texts in the same run: `parse` and `compare`
  as the comparison is shown, and `check`.

Run by `bin/bench editor [RUNS]`: how many times each step is measured; the best counts. It leaves with 0 whatever the
figures are; `within` and `OVER` say how they stand to the limits.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

os.environ["DATABASE_URL"] = "sqlite://:memory:"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from portal.comparison.compare import compare  # noqa: E402
from portal.models import Edition  # noqa: E402
from portal.publishing.drafting.typed import typed_document  # noqa: E402
from portal.text.checks import check  # noqa: E402
from portal.text.parser import parse  # noqa: E402
from portal.views.table_choice import CHANGED, TableChoice  # noqa: E402
from tests.benchmarks.timing import best_of_each, report, statute_is_there  # noqa: E402
from tests.benchmarks.workloads import amended_copies  # noqa: E402
from tests.factories import announce, make_edition  # noqa: E402

SIZES = (50, 600)
LIMIT_50 = 300.0
RATIO_LIMIT = 3.0


def main(runs: int) -> None:
    """Measure and print one line per figure."""
    if not statute_is_there():
        return
    call_command("migrate", verbosity=0)
    setup_test_environment()
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench"))
    for size in SIZES:
        old, new = amended_copies(size)
        report_panel(client, drafted(old), new, size, runs)


def drafted(old: str) -> Edition:
    """Return a draft that begins from an announced edition with this text."""
    base = make_edition(text=old)
    announce(base)
    return make_edition(terms=base.terms, document=base.document())


def report_panel(client: Client, draft: Edition, text: str, size: int, runs: int) -> None:
    """Print the figures of one size."""
    outline = asking(client, draft, {"text": text, "parts": ["outline"]})
    rest = asking(client, draft, {"text": text, "parts": ["problems", "comparison"], "against": "base"})
    times = best_of_each([outline, rest, partial(engines_alone, draft, text)], runs=runs)
    both, limit = times[0] + times[1], LIMIT_50 if size == SIZES[0] else None
    report(f"{size} articles: outline", times[0] * 1000, "ms", limit)
    report(f"{size} articles: problems and comparison", times[1] * 1000, "ms", limit)
    report(f"{size} articles: all parts", both * 1000, "ms", limit)
    report(f"{size} articles: all parts", both / times[2], "× parse, check and compare alone", RATIO_LIMIT)


def asking(client: Client, draft: Edition, asked: dict[str, Any]) -> Callable[[], None]:
    """Return what asks for parts of the panel, and fails where they do not come."""
    address = reverse("admin:portal_edition_editor_panel", args=[draft.pk])

    def ask() -> None:
        response = client.post(address, asked, content_type="application/json")
        if response.status_code != 200 or set(response.json()) != set(asked["parts"]):
            raise RuntimeError(f"the panel answered {response.status_code}")

    return ask


def engines_alone(draft: Edition, text: str) -> None:
    """Do what the panel cannot do without."""
    check(parse(text).document)
    style = TableChoice(draft.terms.style, rows=CHANGED).style
    assert draft.base is not None
    compare(draft.base.document(), typed_document(draft, text), style=style)


if __name__ == "__main__":
    main(runs=int(sys.argv[1]) if len(sys.argv) > 1 else 3)
