"""Every public address of the example terms, from the URL conf itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from django.urls import reverse

from portal.public_urls import urlpatterns

PLACE = {"service": "moon", "terms": "terms-of-use"}


def addresses(numbers: set[int]) -> Iterator[str]:
    """Yield the address of every public page for every choice among these edition numbers; files have names besides."""
    for pattern in urlpatterns:
        names = list(pattern.pattern.converters)
        if "name" in names:
            continue
        chosen = [name for name in names if name not in PLACE]
        for choice in product(sorted(numbers), repeat=len(chosen)):
            if len(set(choice)) == len(choice):
                arguments = {name: PLACE[name] for name in names if name in PLACE} | dict(
                    zip(chosen, choice, strict=True)
                )
                yield reverse(f"portal:{pattern.name}", kwargs=arguments)
