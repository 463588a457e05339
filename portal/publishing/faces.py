"""What PDFs, Word and Excel files say around the text of an edition or a comparison table.

Always in Japanese, whatever language the person at work reads, and without the announcement time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.comparison.house_style import HouseStyle
from portal.models import Edition
from portal.publishing.drafting.file_changes import attachment_changes

FILES_HEADING = "添付の変更"
"""What stands over what became of the editions' files."""


@dataclass(frozen=True, slots=True)
class EditionFace:
    """What an edition's PDF says around its text; "" and None print nothing. A draft is marked 案 on every page."""

    terms_name: str
    title: str = ""
    edition_label: str = ""
    effective_date: date | None = None
    issuer_name: str = ""
    issuer_address: str = ""
    issuer_representative: str = ""
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonFace:
    """What stands around a comparison table on paper; "" and None print nothing. A draft is marked 案 on every page.

    `file_changes` say what became of the files that belong to the editions: 別紙1　料金表：差替え.
    """

    terms_name: str
    old_label: str
    new_label: str
    old_date: date | None = None
    new_date: date | None = None
    issuer_name: str = ""
    is_draft: bool = False
    file_changes: tuple[str, ...] = ()


def edition_face(edition: Edition) -> EditionFace:
    """Return the face of an edition's PDF."""
    issuer = edition.terms.service.issuer
    return EditionFace(
        terms_name=edition.terms.name,
        title=edition.title,
        edition_label=edition.printed_label,
        effective_date=edition.effective_date,
        issuer_name=issuer.name,
        issuer_address=issuer.address,
        issuer_representative=issuer.representative,
    )


def comparison_face(old: Edition, new: Edition) -> ComparisonFace:
    """Return the face of the comparison of two editions of one terms."""
    return ComparisonFace(
        terms_name=new.terms.name,
        old_label=old.printed_label,
        new_label=new.printed_label,
        old_date=old.effective_date,
        new_date=new.effective_date,
        issuer_name=new.terms.service.issuer.name,
        file_changes=tuple(str(change) for change in attachment_changes(old, new)),
    )


def japanese_date(day: date | None) -> str:
    """2024年9月1日, or "" for no date."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def in_force_from(day: date | None) -> str:
    """2024年9月1日施行, or "" for no date."""
    return f"{japanese_date(day)}施行" if day else ""


def edition_words(label: str, day: date | None) -> str:
    """第2版（2023年1月1日施行）, as far as it is known."""
    in_force = in_force_from(day)
    return label + in_brackets(in_force) if label else in_force


def side_words(heading: str, label: str, day: date | None) -> str:
    """旧：第2版（2023年1月1日施行）, as far as it is known; "" for nothing known."""
    stated = edition_words(label, day)
    return f"{heading}：{stated}" if stated else ""


def sides_in_words(face: ComparisonFace, style: HouseStyle) -> tuple[str, str]:
    """旧：第2版（…） and 新：第3版（…）: both editions under the headings of their columns, the old one first."""
    headings = dict(zip(style.columns, style.headings, strict=True))
    return (
        side_words(headings["old"], face.old_label, face.old_date),
        side_words(headings["new"], face.new_label, face.new_date),
    )


def comparison_title(face: ComparisonFace) -> str:
    """ゆうなぎ利用約款　新旧対照表."""
    return spaced(face.terms_name, "新旧対照表", between="\u3000")


def comparison_label(face: ComparisonFace) -> str:
    """新旧対照表（第2版から第3版）, as far as it is known."""
    from_old = f"{face.old_label}から" if face.old_label else ""
    return f"新旧対照表{in_brackets(from_old + face.new_label)}"


def pair_words(old_label: str, new_label: str) -> str:
    """第2版と第3版の新旧対照表."""
    return f"{old_label}と{new_label}の新旧対照表"


def in_brackets(words: str) -> str:
    """（words）, or "" for none."""
    return f"（{words}）" if words else ""


def spaced(*words: str, between: str = " ") -> str:
    """Words with a blank between them, "" left out."""
    return between.join(word for word in words if word)
