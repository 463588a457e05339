"""From which day a document says that it applies; where it does not say so clearly, nothing is read."""

from datetime import date
from pathlib import Path

import pytest

from portal.demo.manifest import read_demo
from portal.text.cleaning import clean
from portal.text.effective_date import date_in_supplements, date_in_title
from portal.text.parser import parse
from portal.text.tree import Document

OPENING = "貸出規程\n第1条（目的）\n定めます。\n"


def read(supplements: str) -> date | None:
    return date_in_supplements(parse(OPENING + supplements).document)


@pytest.mark.parametrize(
    ("supplements", "day"),
    [
        ("附則\nこの規程は、2026年9月1日から施行します。\n", date(2026, 9, 1)),
        ("付則\n本規程は、令和8年9月1日より実施する。\n", date(2026, 9, 1)),
        ("附則（2026年9月1日施行）\n第1条　会員証は、そのまま使えます。\n", date(2026, 9, 1)),
        ("附則\n（施行期日）\n第1条　この規程は、二〇二六年九月一日から施行する。\n", date(2026, 9, 1)),
        ("附則\nこの規程は、2026年8月1日に改定し、2026年9月1日に施行します。\n", date(2026, 9, 1)),
        # The newest counts, in one 附則 and among several, whichever stands first.
        ("附則\n- 2025年4月1日から施行する。\n- 2026年9月1日から施行する。\n", date(2026, 9, 1)),
        ("附則\n2025年4月1日から施行する。\n附則\n2026年9月1日から施行する。\n", date(2026, 9, 1)),
        ("附則\n2026年9月1日から施行する。\n附則\n2025年4月1日から施行する。\n", date(2026, 9, 1)),
        # Another day for a part, or for something else, is not the document's.
        ("附則\n2026年9月1日から施行する。ただし、料金は、2027年1月1日から施行する。\n", date(2026, 9, 1)),
        ("附則\n2026年9月1日から施行する。\n第3条の改定は、2027年1月1日から施行する。\n", date(2026, 9, 1)),
        ("附則\n1　2026年9月1日から施行する。\n2　施行前の会員証は、2027年3月31日まで使える。\n", date(2026, 9, 1)),
    ],
)
def test_the_newest_day_from_which_all_applies_is_read(supplements: str, day: date) -> None:
    assert read(supplements) == day


@pytest.mark.parametrize(
    "supplements",
    [
        "",
        "附則\nこの規程は、公表の日から施行します。\n",
        "附則　2026年9月1日　改定\n会員証は、そのまま使えます。\n",
        "附則\nこの規程は、2026年9月31日から施行します。\n",
        "附則\nこの規程は、2026年9月1日に策定し、即日実施します。\n",
        # The newest of several may be the one that names no day.
        "附則\n2025年4月1日から施行する。\n附則\nこの改定は、公表の日から施行する。\n",
    ],
)
def test_nothing_is_read_where_no_day_is_clearly_stated(supplements: str) -> None:
    assert read(supplements) is None


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("貸出規程 2026年9月1日 第2版", date(2026, 9, 1)),
        ("貸出規程（2026年9月1日施行）", date(2026, 9, 1)),
        ("貸出規程（2026年9月1日改定 第2版）", None),
        ("貸出規程　令和8年9月1日　制定", None),
        ("貸出規程 第2版", None),
    ],
)
def test_the_day_in_the_title_counts_unless_it_is_that_of_a_change(title: str, day: date | None) -> None:
    assert date_in_title(parse(f"{title}\n第1条（目的）\n定めます。\n").document) == day


def test_a_document_without_a_title_states_no_day() -> None:
    assert (date_in_title(Document()), date_in_supplements(Document())) == (None, None)


def test_every_edition_of_the_demo_states_its_effective_date() -> None:
    for service in read_demo(date(2026, 9, 10)).services:
        for edition in (edition for terms in service.terms for edition in terms.editions):
            document = parse(edition.text).document
            assert date_in_supplements(document) == edition.effective, edition.text[-300:]
            assert date_in_title(document) in (None, edition.effective), edition.text[:100]


@pytest.mark.parametrize(
    ("path", "in_supplements", "in_title"),
    [
        ("desknets-cloud-14-15/old.txt", None, date(2020, 7, 1)),
        ("desknets-cloud-14-15/new.txt", date(2023, 2, 6), date(2023, 2, 6)),
        ("desknets-sync/new.txt", None, None),
        ("dnet-onboarding/source.txt", None, None),
        ("tsukuroa-work-rules/v3.txt", date(2020, 4, 21), None),
        ("tsukuroa-work-rules/v4.txt", date(2023, 6, 21), None),
        ("electricity-business-act/new.txt", None, None),
    ],
)
def test_real_documents_are_read_without_a_guess(
    corpus: Path, path: str, in_supplements: date | None, in_title: date | None
) -> None:
    document = parse(clean((corpus / path).read_text(encoding="utf-8")).text).document
    assert (date_in_supplements(document), date_in_title(document)) == (in_supplements, in_title)
