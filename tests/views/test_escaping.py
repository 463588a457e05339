import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client

from portal.models import SealedRole, Terms
from tests.factories import announce, make_edition, make_issuer, make_service, make_terms
from tests.views.addresses import addresses
from tests.views.examples import seal

SCRIPT = "<script>alert(1)</script>\"'&"
TEXT = """\
規約{0}

前文{0}

第1章　総則{0}

第1条（目的{0}）
1. 約束{0}{1}
(1) 一つ{0}
　ア 細かく{0}

| 列{0} | 列 |
| --- | --- |
| 値{0} | 値 |

附則{0}
この規約は、施行します。{0}

別表{0}
・点{0}
"""
PAGES = [address for address in addresses({1, 2}) if address.endswith("/")]


@pytest.fixture
def hostile(db: None) -> Terms:
    """Terms with a script in every field that an editor fills in."""
    issuer = make_issuer(name=SCRIPT, address=SCRIPT, representative=SCRIPT, contact=SCRIPT)
    service = make_service(issuer=issuer, slug="moon", name=SCRIPT, description=SCRIPT)
    terms = make_terms(service=service, slug="terms-of-use", name=SCRIPT, description=SCRIPT)
    for number, effective in ((1, date(2023, 4, 1)), (2, date(2024, 9, 1))):
        edition = make_edition(
            terms=terms,
            text=TEXT.format(SCRIPT, number),
            effective_date=effective,
            edition_label=SCRIPT,
            title=SCRIPT,
            summary=SCRIPT,
            basis=SCRIPT,
        )
        announce(edition)
        seal(edition, SealedRole.EDITION_PDF, f"{SCRIPT}.pdf")
    return terms


@pytest.mark.parametrize("address", [*PAGES, "/moon/terms-of-use/compare/?old=<script>&new=<script>"])
def test_a_page_shows_scripts_as_text(client: Client, hostile: Terms, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert "&lt;script&gt;" in page
    assert "<script" not in page


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_nothing_inline(client: Client, hostile: Terms, address: str) -> None:
    tags = re.findall(r"<[a-z][^>]*>", client.get(address).content.decode())
    assert [tag for tag in tags if re.search(r"""<style|\s(style|on[a-z]+)=|javascript:""", tag)] == []


def test_a_file_name_breaks_neither_header_nor_path(client: Client, hostile: Terms) -> None:
    hostile.name = "規約/../秘密\r\nX-Broken: 1"
    hostile.save()
    response = client.head("/moon/terms-of-use/editions/1.pdf")
    assert "X-Broken" not in response.headers
    assert unquote(response["Content-Disposition"].partition("''")[2]).startswith("規約_.._秘密__X-Broken: 1 ")
