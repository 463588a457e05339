"""The commands import_terms and announce_edition, as someone at a shell sees them; PDFs are real in one test."""

import io
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.models import Edition, Issuer, Publication, SealedFile, SealedRole, Terms
from portal.publishing.storage import read_sealed
from tests import factories
from tests.machine import require

pytestmark = pytest.mark.django_db

AHEAD_DAY = timezone.localdate() + timedelta(days=60)
AHEAD = AHEAD_DAY.isoformat()
TEXT = factories.stating(factories.TEXT, AHEAD_DAY)
PLACE = ["--service", "cloud", "--terms", "cloud-terms"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "terms.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(command, *arguments):
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def import_terms(file, *arguments, edition=1):
    return run("import_terms", file, *PLACE, "--edition", edition, *arguments)


def test_importing_tells_what_was_understood_and_makes_a_draft(file):
    told = import_terms(file, "--effective", AHEAD, "--issuer", "月見株式会社")
    assert "条 2、項 2、号 2、章・節などの見出し 0、附則 1" in told
    assert "指摘はありません" in told
    assert "第1版を下書きとして作りました。" in told
    edition = Edition.objects.get()
    assert (edition.effective_date.isoformat(), edition.is_frozen) == (AHEAD, False)


def test_importing_the_same_file_again_changes_nothing(file):
    import_terms(file, "--effective", AHEAD)
    assert "変更はありません" in import_terms(file, "--effective", AHEAD)


def test_problems_are_told_with_their_line(file):
    file.write_text(TEXT.replace("第2条", "第4条"), encoding="utf-8")
    assert "注意: 6行目: 「第1条」の次が「第4条」" in import_terms(file)


def test_a_dry_run_keeps_nothing(file):
    told = import_terms(file, "--effective", AHEAD, "--summary", "初版", "--issuer", "月見株式会社", "--dry-run")
    assert "指摘はありません。" in told
    assert "何も保存していません" in told
    assert not Terms.objects.exists()
    assert not Issuer.objects.exists()


def test_a_dry_run_of_an_announcement_that_would_be_refused_lists_why_and_fails(file):
    out = io.StringIO()
    arguments = [str(file), *PLACE, "--edition", "1", "--issuer", "月見株式会社", "--announce", "--dry-run"]
    with pytest.raises(CommandError, match="公表を妨げる指摘が2件あり"):
        call_command("import_terms", *arguments, stdout=out)
    found = [line.split("。")[0] for line in out.getvalue().splitlines() if "指摘" in line]
    assert found == ["公表を妨げる指摘: 施行日がありません", "公表を妨げる指摘: 改定の概要がありません"]
    assert not Terms.objects.exists()


def test_a_dry_run_of_an_announcement_that_would_pass_says_so(file):
    arguments = ["--effective", AHEAD, "--summary", "初版", "--issuer", "月見株式会社", "--announce", "--dry-run"]
    told = import_terms(file, *arguments)
    assert told.splitlines()[-2:] == [
        "公表を妨げる指摘はありません。",
        "--dry-run のため、何も保存していません。",
    ]
    assert not Terms.objects.exists()


def test_a_date_that_differs_from_the_text_is_told_before_announcing(file):
    told = import_terms(file, "--effective", "2024-09-01")
    assert "注意: 施行日は2024年9月1日ですが、附則は" in told


def test_new_terms_take_the_notice_period_and_others_refuse_another(file):
    import_terms(file, "--notice-days", 14)
    assert Terms.objects.get().notice_days == 14
    assert "変更はありません" in import_terms(file, "--notice-days", 14)
    with pytest.raises(CommandError, match="予告日数は 14 です"):
        import_terms(file, "--notice-days", 7)


@pytest.mark.usefixtures("quick_pdfs")
def test_an_announcement_ahead_is_told_as_booked(file):
    at = f"{timezone.localdate() + timedelta(days=3)}T10:00"
    told = import_terms(file, "--effective", AHEAD, "--summary", "初版", "--announced-at", at, "--announce")
    assert "第1版の公表を予約しました。" in told
    assert "10:00まで、お客様には見えません。" in told
    assert "を公表しました" not in told


@pytest.mark.usefixtures("quick_pdfs")
def test_an_issuer_made_up_is_announced_as_it_is_told_and_acknowledged(file):
    told = import_terms(file, "--effective", AHEAD, "--summary", "初版", "--announce")
    assert "注意: 事業者の名称「cloud」は仮のもので" in told
    details = Edition.objects.get().decisions.get(kind="announced").details
    assert details["acknowledged"] == [{"code": "placeholder_issuer", "line": 0}]


@pytest.mark.usefixtures("quick_pdfs")
def test_announcing_acknowledges_findings_and_tells_files_with_sizes(file):
    user = get_user_model().objects.create_user("hanako")
    file.write_text(TEXT.replace("第2条", "第4条"), encoding="utf-8")
    arguments = ["--issuer", "月見株式会社", "--announce", "--by", "hanako"]
    told = import_terms(file, "--effective", AHEAD, "--summary", "初版", *arguments)
    assert "公表しました。" in told
    assert "指摘1件を、承知のうえで" in told
    size = SealedFile.objects.get(role=SealedRole.EDITION_PDF).size
    assert f"約款PDF: cloud-terms-1.pdf　{size} バイト" in told
    assert Edition.objects.get().decisions.get(kind="announced").actor_id == user.pk


@pytest.mark.usefixtures("quick_pdfs")
def test_an_announcement_in_the_past_is_entered_as_history_in_the_terms_time_zone(file):
    told = import_terms(
        file, "--effective", "2020年4月1日", "--summary", "初版", "--announced-at", "2020-03-01T10:00", "--announce"
    )
    assert "移行登録" in told
    assert "2020年3月1日10:00" in told
    assert Publication.objects.get().announced_at.isoformat() == "2020-03-01T01:00:00+00:00"


@pytest.mark.usefixtures("quick_pdfs")
def test_importing_an_announced_edition_again_is_said_and_no_error(file):
    arguments = ["--effective", AHEAD, "--summary", "初版", "--announce"]
    import_terms(file, *arguments)
    assert "すでに公表されています" in import_terms(file, *arguments)
    file.write_text(TEXT + "追加\n", encoding="utf-8")
    with pytest.raises(CommandError, match="公表済みで、内容が違います"):
        import_terms(file, *arguments)


def test_what_cannot_be_announced_stays_a_draft_and_says_why(file):
    with pytest.raises(CommandError) as refused:
        import_terms(file, "--announce")
    assert "施行日がありません" in str(refused.value)
    assert "下書きとしては保存してあります" in str(refused.value)
    assert Edition.objects.drafts().count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--effective", "いつか"], "いつか"),
        (["--announced-at", "きのう", "--announce"], "きのう"),
        (["--announced-at", "2020-03-01"], "--announce とともに"),
        (["--by", "dare"], "dare"),
    ],
)
def test_an_option_that_cannot_be_read_is_named(file, arguments, said):
    with pytest.raises(CommandError, match=said):
        import_terms(file, *arguments)
    assert not Terms.objects.exists()


def test_an_option_refused_after_the_terms_were_made_leaves_no_word_of_making_them(file, capsys):
    with pytest.raises(CommandError, match="公表日時"):
        call_command("import_terms", str(file), *PLACE, "--edition", "1", "--announce", "--announced-at", "きのう")
    assert "作りました" not in capsys.readouterr().out


def test_shift_jis_is_read_and_said_and_other_bytes_are_refused_with_their_place(file):
    file.write_bytes(TEXT.encode("cp932"))
    assert "シフトJIS" in import_terms(file)
    file.write_bytes(TEXT.encode() + b"\xff\xfe\x81")
    with pytest.raises(CommandError, match=str(len(TEXT.encode()) + 1)):
        import_terms(file, edition=2)


@pytest.mark.usefixtures("quick_pdfs")
def test_announce_edition_lists_findings_and_announces_a_draft(file):
    import_terms(file, "--effective", AHEAD, "--summary", "初版")
    place = [*PLACE, "--edition", 1]
    assert "公表していません" in run("announce_edition", *place, "--dry-run")
    assert Edition.objects.drafts().exists()
    assert "公表しました" in run("announce_edition", *place, "--reason", "開始")
    with pytest.raises(CommandError, match="すでに公表されています"):
        run("announce_edition", *place)


def test_a_dry_run_of_announce_edition_fails_where_a_finding_blocks(file):
    import_terms(file, "--effective", AHEAD)
    with pytest.raises(CommandError, match="公表を妨げる指摘が1件あり"):
        run("announce_edition", *PLACE, "--edition", 1, "--dry-run")
    assert Edition.objects.drafts().exists()


def test_announce_edition_says_which_edition_is_missing():
    with pytest.raises(CommandError, match="cloud/cloud-terms に番号9の版"):
        run("announce_edition", *PLACE, "--edition", 9)


def test_real_pdfs_of_two_editions_hold_their_words(file, tmp_path):
    require(shutil.which("pdftotext"), "pdftotext (poppler-utils)")
    facts = ["--effective", AHEAD, "--summary", "改定", "--basis-kind", "reasonable", "--basis", "民法548条の4"]
    arguments = [*facts, "--announce"]
    import_terms(file, *arguments)
    file.write_text(TEXT.replace("使い方を定めます", "用い方を定めます"), encoding="utf-8")
    import_terms(file, *arguments, edition=2)
    words = {role: pdf_text(tmp_path, role) for role in ("edition_pdf", "comparison_pdf")}
    assert "用い方を定めます" in words["edition_pdf"]
    assert "用い方を定めます" in words["comparison_pdf"]
    assert "使い方を定めます" in words["comparison_pdf"]


def pdf_text(folder, role):
    path = folder / f"{role}.pdf"
    path.write_bytes(read_sealed(Edition.objects.get(number=2).sealed_files.get(role=role)))
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())
