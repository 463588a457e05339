"""Writing a terms file back: what nobody changed keeps its bytes, and the file is never half written."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from hypothesis import given
from hypothesis import strategies as st

from portal.importing.text import read_terms_file
from portal.management.text_files import rewrite, write_back
from portal.text.normalise import normalise
from portal.text.parser import parse
from tests.generated import any_text

TEXT = "みなと規約\n第１条（本）\n本叉は雑誌を貸します。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """TEXT as a file."""
    path = tmp_path / "terms.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def write_mended(path: Path) -> None:
    """Write the file back with 叉は mended."""
    cleaned = read_terms_file(path)
    write_back(path, cleaned, parse(normalise(cleaned.text).replace("叉は", "又は")).document, option="--fix")


def rewritten(text: str, old: str, new: str, encoding: str = "utf-8") -> str:
    """Return `text` with `old` changed to `new` in its normalised form, written back."""
    data = rewrite(text.encode(encoding), text, normalise(text).replace(old, new), encoding=encoding)
    assert data is not None
    return data.decode(encoding)


# --- what stays ---


@given(any_text().map(lambda text: text.encode(errors="ignore").decode()))
def test_a_text_without_changes_keeps_its_bytes(text: str) -> None:
    assert rewrite(text.encode(), text, normalise(text), encoding="utf-8") == text.encode()


@pytest.mark.parametrize(
    "text",
    [
        "規約\r\n\t本叉は\t雑誌叉は図鑑 　\r\n\r\n次\t",
        "\ufeff規約\r本叉は雑誌　\r",
        "　\t ・本叉は⾦か\u3099叉は\x07雑誌\u3000\n",
        "本\u2028叉は\x0b雑誌\x85図鑑叉は絵本 ",
        "𠮷叉は𠮷\t叉は",
    ],
)
def test_all_but_the_changed_words_stays(text: str) -> None:
    assert rewritten(text, "叉は", "又は") == text.replace("叉は", "又は")
    assert rewritten(text, "叉は", "と") == text.replace("叉は", "と")
    assert rewritten(text, "雑誌", "雑誌と新聞") == text.replace("雑誌", "雑誌と新聞")


@given(st.lists(st.sampled_from(("叉は", "本", "\t", " ", "　", "\r\n", "⾦", "か\u3099", "\x07", "𠮷"))))
def test_words_are_changed_between_any_signs(signs: list[str]) -> None:
    text = "".join(signs)
    assert rewritten(text, "叉は", "又は") == text.replace("叉は", "又は")


def test_a_character_of_cp932_keeps_the_one_of_its_two_codes_it_had() -> None:
    data = b"\x81\xe6\x87\x9a \x8d\xb3\x82\xcd\t\xed\x40\xfa\x5c\r\n"  # ∵∵ 叉は 纊纊
    text = data.decode("cp932")
    wanted = normalise(text).replace("叉", "又")
    assert rewrite(data, text, wanted, encoding="cp932") == data.replace(b"\x8d\xb3", "又".encode("cp932"))


@pytest.mark.parametrize("wanted", ["規約", "規約\n本\n雑誌\n図鑑"])
def test_other_lines_than_those_of_the_file_are_not_written(wanted: str) -> None:
    text = "規約\n本\n"
    assert rewrite(text.encode(), text, wanted, encoding="utf-8") is None


# --- never half written ---


def test_a_file_is_written_and_a_link_to_it_stays(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(file)
    write_mended(link)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == TEXT.replace("叉は", "又は")


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        ("os.replace", PermissionError(13, "Permission denied")),
        ("os.fsync", OSError(28, "No space left on device")),
    ],
)
def test_a_file_that_cannot_be_written_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch, broken: str, error: OSError
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(f"portal.management.text_files.{broken}", fail)
    with pytest.raises(CommandError, match=f"に書き込めません（{error.strerror}）") as refused:
        write_mended(file)
    assert refused.value.returncode == 2
    assert file.read_text(encoding="utf-8") == TEXT
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_for_reading_only_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.management.text_files.os.access", lambda *_: False)
    with pytest.raises(CommandError, match="に書き込めません（Permission denied）"):
        write_mended(file)
    assert file.read_text(encoding="utf-8") == TEXT


def test_a_file_that_changed_since_it_was_read_is_not_written(file: Path) -> None:
    cleaned = read_terms_file(file)
    file.write_text(f"{TEXT}追記\n", encoding="utf-8")
    with pytest.raises(CommandError, match="元の形に戻せないため、--fix では書き込めません"):
        write_back(file, cleaned, parse(TEXT.replace("叉は", "又は")).document, option="--fix")
    assert file.read_text(encoding="utf-8") == f"{TEXT}追記\n"
