"""Read the demo: an invented company, its services, their terms and all editions, as plain values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from portal.comparison.house_style import THREE_COLUMN

FOLDER = Path(__file__).parent
PLACEHOLDER = "{effective_date}"
"""Stands for the effective date in the texts and summaries of an edition whose date is reckoned at loading."""


@dataclass(frozen=True, slots=True)
class DemoIssuer:
    """The invented company."""

    name: str
    address: str
    representative: str
    contact: str


@dataclass(frozen=True, slots=True)
class DemoEdition:
    """One edition with its wording. `announced` is None for the one that is announced at loading."""

    number: int
    label: str
    announced: date | None
    effective: date
    summary: str
    basis_kind: str
    basis: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoTerms:
    """One document of a demo service, editions in order."""

    slug: str
    name: str
    description: str
    notice_days: int
    house_style: str
    editions: tuple[DemoEdition, ...]


@dataclass(frozen=True, slots=True)
class DemoService:
    """A demo service with its terms, in the order of the pages."""

    slug: str
    name: str
    description: str
    terms: tuple[DemoTerms, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """All of the demo."""

    issuer: DemoIssuer
    services: tuple[DemoService, ...]


def read_demo(today: date) -> Demo:
    """Return the demo as loaded on `today` (a day in Tokyo): the coming edition's date is reckoned from it."""
    with (FOLDER / "manifest.toml").open("rb") as file:
        manifest = tomllib.load(file)
    services = tuple(_service(entry, today) for entry in manifest["services"])
    return Demo(issuer=DemoIssuer(**manifest["issuer"]), services=services)


def first_of_month_after(today: date, *, days: int) -> date:
    """Return the first of the first month that begins `days` days after `today` or later: terms change on such days."""
    earliest = today + timedelta(days=days)
    if earliest.day == 1:
        return earliest
    return (earliest.replace(day=1) + timedelta(days=31)).replace(day=1)


def _service(entry: dict[str, Any], today: date) -> DemoService:
    terms = tuple(_terms(each, FOLDER / entry["slug"], today) for each in entry["terms"])
    return DemoService(slug=entry["slug"], name=entry["name"], description=entry["description"], terms=terms)


def _terms(entry: dict[str, Any], folder: Path, today: date) -> DemoTerms:
    return DemoTerms(
        slug=entry["slug"],
        name=entry["name"],
        description=entry["description"],
        notice_days=entry.get("notice_days", 0),
        house_style=entry.get("house_style", THREE_COLUMN.name),
        editions=tuple(_edition(each, folder / entry["slug"], today) for each in entry["editions"]),
    )


def _edition(entry: dict[str, Any], folder: Path, today: date) -> DemoEdition:
    effective = entry.get("effective") or first_of_month_after(today, days=entry["days_ahead"])
    written = f"{effective.year}年{effective.month}月{effective.day}日"
    text = (folder / f"{entry['number']}.txt").read_text(encoding="utf-8")
    return DemoEdition(
        number=entry["number"],
        label=entry.get("label", ""),
        announced=entry.get("announced"),
        effective=effective,
        summary=entry["summary"].strip().replace(PLACEHOLDER, written),
        basis_kind=entry.get("basis_kind", ""),
        basis=entry["basis"].strip(),
        text=text.replace(PLACEHOLDER, written),
    )
