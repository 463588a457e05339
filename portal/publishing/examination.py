"""The examination before an edition is announced: of its wording, its facts, and its standing at an instant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import connections
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from portal.comparison.styles.files import StyleError
from portal.models import Edition, Service, Terms
from portal.models.comparison_style import find_style
from portal.models.triggers import triggers_alive
from portal.publishing.drafting.edition_labels import label_number
from portal.publishing.edition_images import missing_names
from portal.publishing.findings import Finding
from portal.publishing.neighbours import neighbour_findings
from portal.publishing.sentences import sentence
from portal.text.checks import check
from portal.text.checks.house_terms import HouseTerm
from portal.text.effective_date import date_in_supplements, date_in_title
from portal.text.metadata import read_metadata
from portal.text.parser import parse
from portal.text.tree import Document, Severity
from portal.text.writer import write

MAY_COME_RIGHT = frozenset({"short_notice", "predecessor_not_public", "unresolved_comments"})
"""Codes of what forbids announcing, but may be put right, or be right by then, while an edition is under review."""


def examine_wording(document: Document, *, house_terms: Sequence[HouseTerm] = ()) -> tuple[Finding, ...]:
    """Return what is found in the text alone, in reading order; `house_terms` are the spellings of its terms."""
    parsed = parse(write(document))
    problems = (*parsed.problems, *check(document, house_terms=house_terms))
    findings = {Finding.from_problem(problem) for problem in problems}
    if _without_keys(document) != _without_keys(parsed.document):
        findings.add(_reads_otherwise())
    return tuple(sorted(findings, key=lambda finding: (finding.line, finding.code, finding.message)))


def examine_facts(edition: Edition, document: Document) -> tuple[Finding, ...]:
    """Return what is doubtful about the facts that are sealed with `document`, the edition's text. None blocks.

    Among it what the company's other terms would refer to in vain.
    """
    dates, issuer = _differing_dates(edition.effective_date, document), _placeholder_issuer(edition.terms.service)
    label = _differing_label(edition, document)
    return (*dates, *label, *issuer, *_missing_pictures(edition, document), *neighbour_findings(edition, document))


def examine_standing(edition: Edition, *, announced_at: datetime, is_migrated: bool) -> tuple[Finding, ...]:
    """Return what forbids announcing `edition` for `announced_at`: missing facts, dates, its base. All block."""
    predecessor = predecessor_of(edition)
    findings = [*_missing_facts(edition), *_missing_basis(edition, predecessor, is_migrated=is_migrated)]
    findings += [*_wrong_base(edition, predecessor), *_lost_style(edition.terms), *_unresolved_comments(edition)]
    findings += _hidden_predecessor(predecessor, timezone.now() if is_migrated else announced_at)
    if edition.effective_date is not None:
        findings += _wrong_order(edition, edition.effective_date, predecessor, is_migrated=is_migrated)
        # An edition of the past was announced as it was; one that is still ahead owes its customers the notice.
        if not is_migrated or edition.effective_date > edition.terms.day_of(timezone.now()):
            findings += _short_notice(edition, edition.effective_date, edition.terms.day_of(announced_at))
    if not triggers_alive(connections[edition._state.db or "default"]):
        message = gettext(
            "公表済みの版を守るトリガーがデータベースにありません。manage.py migrate を実行してください。"
        )
        findings.append(Finding("triggers_missing", message))
    return tuple(findings)


def examine_submission(edition: Edition) -> tuple[Finding, ...]:
    """Return what forbids announcing `edition` today as far as it forbids a submission; what may come right warns."""
    findings = examine_standing(edition, announced_at=timezone.now(), is_migrated=False)
    return tuple(
        replace(finding, severity=Severity.WARNING) if finding.code in MAY_COME_RIGHT else finding
        for finding in findings
    )


def examine_instant(edition: Edition, *, announced_at: datetime) -> tuple[Finding, ...]:
    """Return what forbids that an announced edition be public from another instant than it was announced for."""
    assert edition.effective_date is not None
    findings = [*_hidden_predecessor(predecessor_of(edition), announced_at), *_earlier_successor(edition, announced_at)]
    return (*findings, *_short_notice(edition, edition.effective_date, edition.terms.day_of(announced_at)))


def predecessor_of(edition: Edition) -> Edition | None:
    """Return the announced edition, not withdrawn, with the greatest number below this one's; None for a first one."""
    standing = Edition.objects.frozen().filter(terms=edition.terms_id, publication__withdrawn_at=None)
    return standing.filter(number__lt=edition.number).order_by("number").last()


def earliest_effective_date(announced_on: date, notice_days: int) -> date:
    """Return the first day that leaves `notice_days` full days after the day of announcement (民法140条).

    Neither the day of announcement nor the effective day is counted; without notice the same day will do.
    """
    return announced_on + timedelta(days=notice_days + 1 if notice_days else 0)


def latest_announcement_day(edition: Edition) -> date | None:
    """Return the last day on which `edition` can be announced in time; None without an effective date."""
    if edition.effective_date is None:
        return None
    days = edition.terms.notice_days if edition.owes_notice else 0
    return edition.effective_date - timedelta(days=days + 1 if days else 0)


def _without_keys(document: Document) -> Document:
    return replace(document, clauses=tuple(clause._replace(key="") for clause in document))


def _reads_otherwise() -> Finding:
    message = gettext(
        "条文の区切りが、全文を読み直したときの区切りと違います。本文の中に条や章の見出しに見える行がないか確かめてください。"
    )
    return Finding("reads_otherwise", message, Severity.WARNING)


def _missing_pictures(edition: Edition, document: Document) -> Iterator[Finding]:
    for name in missing_names(edition, document):
        message = gettext(
            "本文が呼んでいる図「{name}」が添付にありません。このままでは、図の代わりに説明の言葉が出ます。"
            "図を添付するか、本文の呼び名を添付の名前に合わせてください。"
        )
        yield Finding("picture_not_attached", message.format(name=name), Severity.WARNING)


def _differing_dates(effective: date | None, document: Document) -> Iterator[Finding]:
    """Dates that the text clearly states and that are not the effective date: one of the two was not updated."""
    in_supplements, in_title = date_in_supplements(document), date_in_title(document)
    if effective and in_supplements and in_supplements != effective:
        message = gettext(
            "施行日は{effective}ですが、附則は{stated}から施行すると書いています。どちらが正しいか確かめてください。"
        )
        yield _differing_date(message, effective, in_supplements)
    if effective and in_title and in_title != effective:
        message = gettext("施行日は{effective}ですが、題名の行の日付は{stated}です。どちらが正しいか確かめてください。")
        yield _differing_date(message, effective, in_title)


def _differing_date(message: str, effective: date, stated: date) -> Finding:
    sentence = message.format(effective=_day(effective), stated=_day(stated))
    return Finding("dates_differ", sentence, Severity.WARNING)


def _differing_label(edition: Edition, document: Document) -> Iterator[Finding]:
    """A label in the title or the records that numbers another edition: it was not updated."""
    stated = dict(read_metadata(document)).get("edition_label", "")
    own, other = label_number(edition.printed_label), label_number(stated)
    if own is not None and other is not None and own != other:
        message = gettext("この版は{label}ですが、本文は{stated}と書いています。どちらが正しいか確かめてください。")
        yield Finding("labels_differ", message.format(label=edition.printed_label, stated=stated), Severity.WARNING)


def _placeholder_issuer(service: Service) -> Iterator[Finding]:
    """An issuer that `import_terms` had to name after a service, this one or another, because it was told no name."""
    issuer = service.issuer
    if issuer.is_placeholder:
        message = gettext(
            "事業者の名称「{name}」は仮のもので、所在地もありません。公表すると、このまま封をします。"
            "管理画面で事業者を正しく直してください。"
        )
        yield Finding("placeholder_issuer", message.format(name=issuer.name), Severity.WARNING)


def _missing_facts(edition: Edition) -> Iterator[Finding]:
    if edition.effective_date is None:
        yield Finding("no_effective_date", gettext("施行日がありません。施行日を入力してください。"))
    if not edition.summary.strip():
        yield Finding("no_summary", gettext("改定の概要がありません。利用者に何が変わるかを書いてください。"))


def _missing_basis(edition: Edition, predecessor: Edition | None, *, is_migrated: bool) -> Iterator[Finding]:
    """A change needs its ground, with reasons; what is entered as history was announced before grounds had names."""
    if predecessor is None:
        return
    if not edition.basis_kind and not is_migrated:
        message = gettext("変更の根拠が選ばれていません。民法548条の4のどの場合か、ほかの根拠かを選んでください。")
        yield Finding("no_basis_kind", message)
    if not edition.basis.strip():
        message = gettext("根拠の理由がありません。なぜその根拠にあたるか、変更できる理由を書いてください。")
        yield Finding("no_basis", message)


def _wrong_base(edition: Edition, predecessor: Edition | None) -> Iterator[Finding]:
    if edition.base_id == (predecessor.pk if predecessor else None):
        return
    based = edition.base.label if edition.base else gettext("なし")
    if predecessor is None:
        message = gettext(
            "改定のもとの{based}がまだ公表されていません。先に{based}を公表するか、改定のもとを外してください。"
        )
        yield Finding("base_unannounced", message.format(based=based))
        return
    message = gettext(
        "改定のもと（{based}）が、直前の公表済みの版（{predecessor}）ではありません。{predecessor}をもとに改定し直してください。"
    )
    yield Finding("base_outdated", message.format(based=based, predecessor=predecessor.label))


def _lost_style(terms: Terms) -> Iterator[Finding]:
    """A house style that cannot be used: readers get the usual one, but nothing is sealed in a style nobody chose."""
    try:
        find_style(terms.house_style)
    except StyleError as error:
        message = gettext(
            "新旧対照表の様式「{name}」が使えません（{why}）。約款の画面で様式を選び直すか、様式の画面で直してください。"
        )
        yield Finding("style_unusable", message.format(name=terms.house_style, why=sentence(error)))


def _hidden_predecessor(predecessor: Edition | None, public_from: datetime) -> Iterator[Finding]:
    """An edition public before the one it revises would give that one away, in its text and its comparison."""
    if predecessor is None or predecessor.publication.announced_at <= public_from:
        return
    instant = predecessor.publication.announced_at.astimezone(predecessor.terms.zone)
    message = gettext("前の{label}は{instant}まで公表されません。この版の公表日時を、それ以後にしてください。")
    yield Finding(
        "predecessor_not_public",
        message.format(label=predecessor.label, instant=date_format(instant, "DATETIME_FORMAT")),
    )


def _wrong_order(
    edition: Edition, effective: date, predecessor: Edition | None, *, is_migrated: bool
) -> Iterator[Finding]:
    """Numbers and effective dates rise together; else an edition would never apply, or come back after its end."""
    standing = Edition.objects.frozen().filter(terms=edition.terms_id, publication__withdrawn_at=None)
    successor = standing.filter(number__gt=edition.number).order_by("number").first()
    if successor is not None and not is_migrated:
        message = gettext("これより後の{later}がすでに公表されています。{later}をもとに新しい版を作ってください。")
        yield Finding("later_edition_announced", message.format(later=successor.label))
    if predecessor is not None and effective < predecessor.publication.effective_date:
        message = gettext("施行日{own}が、前の{label}の施行日{day}より前です。同じ日か、それより後にしてください。")
        yield _date_order(message, effective, predecessor)
    if successor is not None and is_migrated and effective > successor.publication.effective_date:
        message = gettext("施行日{own}が、後の{label}の施行日{day}より後です。同じ日か、それより前にしてください。")
        yield _date_order(message, effective, successor)


def _date_order(message: str, effective: date, other: Edition) -> Finding:
    values = {"own": _day(effective), "label": other.label, "day": _day(other.publication.effective_date)}
    return Finding("effective_date_out_of_order", message.format(**values))


def _earlier_successor(edition: Edition, announced_at: datetime) -> Iterator[Finding]:
    """A later edition that is public before this one would give it away."""
    later = Edition.objects.frozen().filter(terms=edition.terms_id, number__gt=edition.number)
    successor = later.filter(publication__announced_at__lt=announced_at).order_by("number").first()
    if successor is None:
        return
    instant = date_format(successor.publication.announced_at.astimezone(edition.terms.zone), "DATETIME_FORMAT")
    message = gettext("後の{label}が{instant}に公表されます。この版の公表日時を、それ以前にしてください。")
    yield Finding("successor_public_before", message.format(label=successor.label, instant=instant))


def _unresolved_comments(edition: Edition) -> Iterator[Finding]:
    count = edition.comments.unresolved().count()
    if count:
        message = gettext("解決していない意見が{count}件あります。答えて、解決にしてください。")
        yield Finding("unresolved_comments", message.format(count=count))


def _short_notice(edition: Edition, effective: date, announced_on: date) -> Iterator[Finding]:
    if effective < announced_on:
        message = gettext(
            "施行日{effective}が公表日{announced}より前です。施行日を{announced}以後にするか、"
            "過去に公表された版なら実際の公表日時を指定して移行登録にしてください。"
        )
        yield Finding(
            "effective_before_announcement", message.format(announced=_day(announced_on), effective=_day(effective))
        )
    elif edition.owes_notice:
        yield from _less_than_notice(edition.terms, effective, announced_on)


def _less_than_notice(terms: Terms, effective: date, announced_on: date) -> Iterator[Finding]:
    earliest = earliest_effective_date(announced_on, terms.notice_days)
    if effective >= earliest:
        return
    message = gettext(
        "予告日数が足りません。公表日{announced}と施行日{effective}のあいだに丸{required}日が必要ですが{law}、{given}日しかありません。"
        "施行日を{earliest}以後にするか、{latest}までに公表してください。予告の要らない変更なら、変更の根拠を選び直してください。"
    )
    yield Finding(
        "short_notice",
        message.format(
            announced=_day(announced_on),
            effective=_day(effective),
            required=terms.notice_days,
            law=gettext("（{law}）").format(law=terms.notice_law) if terms.notice_law else "",
            given=max((effective - announced_on).days - 1, 0),
            earliest=_day(earliest),
            latest=_day(effective - timedelta(days=terms.notice_days + 1)),
        ),
    )


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
