"""The customers' pages. Included last, at the root: the slugs of services take what is left."""

from __future__ import annotations

from django.urls import path, register_converter

from portal.publishing.comparison_files import FORMATS
from portal.views import attached, comparisons, downloads, editions, services


class EditionNumber:
    """An edition number as written in an address: no leading zero, so that a page has one address."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(EditionNumber, "number")

app_name = "portal"
urlpatterns = [
    path("", services.services, name="services"),
    path("<slug:service>/", services.service, name="service"),
    path("<slug:service>/<slug:terms>/", editions.terms, name="terms"),
    path("<slug:service>/<slug:terms>/editions/", editions.editions, name="editions"),
    path("<slug:service>/<slug:terms>/editions/<number:number>/", editions.edition, name="edition"),
    path("<slug:service>/<slug:terms>/editions/<number:number>.pdf", downloads.edition_pdf, name="edition_pdf"),
    path(
        "<slug:service>/<slug:terms>/editions/<number:number>/files/<str:name>",
        attached.edition_file,
        name="edition_file",
    ),
    path("<slug:service>/<slug:terms>/compare/", comparisons.pair, name="pair"),
    path("<slug:service>/<slug:terms>/compare/<number:old>/<number:new>/", comparisons.comparison, name="comparison"),
    path(
        "<slug:service>/<slug:terms>/compare/<number:old>/<number:new>.pdf",
        downloads.comparison_pdf,
        name="comparison_pdf",
    ),
    *(
        path(
            f"<slug:service>/<slug:terms>/compare/<number:old>/<number:new>.{suffix}",
            downloads.comparison_in_format,
            {"suffix": suffix},
            name=f"comparison_{suffix}",
        )
        for suffix in FORMATS
    ),
]
