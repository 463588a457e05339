"""Addresses of the admin, and forms filled in as a browser would send them back."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def address(page: str, row: Model | type[Model], *more: Any) -> str:
    """Return the address of a model's page: `address("change", clause)`, `address("add", Clause)`."""
    name = f"admin:portal_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk, *more] if isinstance(row, Model) else [])


def form_values(client: Client, url: str) -> dict[str, Any]:
    """Return what the form at this address would send if nothing were touched."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    form = response.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: _sent(value) for name, value in values.items()}


def _sent(value: Any) -> Any:
    if isinstance(value, list):
        return value
    return "" if value is None else str(value).replace("\n", "\r\n")


def send(client: Client, url: str, **values: Any) -> HttpResponse:
    """Fill the form at this address in, changing only `values`, and send it."""
    return client.post(url, form_values(client, url) | values)
