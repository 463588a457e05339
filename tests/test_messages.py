"""The English catalogue is complete, and every sentence of the interface goes through it (docs/decisions/0002)."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils import translation

from portal.comparison.styles.files import StyleError, style_from_json
from portal.publishing.sentences import sentence
from portal.text.checks import check
from portal.text.cleaning import Note
from portal.text.parser import parse
from tests.machine import require
from tests.page_words import JAPANESE, is_japanese

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = polib.pofile(str(ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
EXTRACT = ["makemessages", "--locale=en", "--no-location", "--no-wrap"]


def name_of(entry: polib.POEntry) -> str:
    """Return context and message id, as one name for both a failing test and a comparison."""
    return f"{entry.msgctxt}: {entry.msgid}" if entry.msgctxt else entry.msgid


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all messages that makemessages finds in the sources."""
    require(shutil.which("xgettext") and shutil.which("msguniq"), "gettext")
    copy = tmp_path_factory.mktemp("extraction")
    for folder in ("portal", "templates"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "locale").mkdir()
    subprocess.run([sys.executable, "-m", "django", *EXTRACT], cwd=copy, env={"PATH": "/usr/bin:/bin"}, check=True)
    return {name_of(entry) for entry in polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))}


def test_every_message_has_an_entry(extracted: set[str]) -> None:
    assert sorted(extracted - {name_of(entry) for entry in CATALOGUE}) == []


def test_every_entry_is_a_message_of_the_sources(extracted: set[str]) -> None:
    assert sorted({name_of(entry) for entry in CATALOGUE} - extracted) == []


def test_no_entry_is_unfinished() -> None:
    assert [name_of(entry) for entry in CATALOGUE if not all(translations(entry))] == []
    assert [name_of(entry) for entry in CATALOGUE if entry.fuzzy or entry.obsolete] == []


def test_the_header_says_how_plurals_are_formed() -> None:
    assert CATALOGUE.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert not CATALOGUE.metadata_is_fuzzy


def test_every_translation_has_the_placeholders_of_its_message() -> None:
    wrong = [
        (name_of(entry), translated)
        for entry in CATALOGUE
        for translated in translations(entry)
        if set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(translated))
    ]
    assert wrong == []


def test_no_translation_has_japanese_left_in_it() -> None:
    left = [(name_of(entry), words) for entry in CATALOGUE for words in translations(entry) if is_japanese(words)]
    assert left == []


# --- every sentence goes through the catalogue ---

MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# Grammar, sealed print, examples of what is typed, data and names of database rows: Japanese whoever reads.
JAPANESE_BY_NATURE = (
    *("portal/text/", "portal/comparison/", "portal/demo/", "portal/migrations/", "portal/admin/heading_form.py"),
    "portal/admin/editor/jumping.py",
    *("portal/publishing/faces.py", "portal/publishing/comparison_pdf.py", "portal/publishing/edition_pdf.py"),
    *("portal/publishing/office/", "portal/models/clause.py", "portal/models/edition.py"),
    *("portal/models/actor.py", "portal/publishing/neighbours.py"),
    *("portal/importing/docx/", "portal/importing/pdf/", "portal/importing/two_sides.py"),
    *(f"portal/publishing/drafting/{name}.py" for name in ("edition_labels", "file_changes", "filling", "old_side")),
    *("portal/importing/side_columns.py", "portal/importing/extracted_table.py"),
)
RULES = "｜"
"""Lines that commands draw, no words."""
SENTENCE = re.compile("[ぁ-ん]{2}。$")
PURE = ("portal/text/", "portal/comparison/", "portal/importing/docx/", "portal/importing/pdf/")


def sources() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "portal").rglob("*.py"))]


def unmarked(source: str) -> Iterator[str]:
    """Yield the string literals of a module, its docstrings apart, that stand in no call of a marker."""
    tree = ast.parse(source)
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS:
            passed |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.value


def test_the_search_finds_a_bare_sentence_and_passes_a_marked_one() -> None:
    source = '"""約款。"""\nsay(_("約款です。"))\nsay("版です。")\nsay(f"{a}を直します。")\n'
    assert list(unmarked(source)) == ["版です。", "を直します。"]


@pytest.mark.parametrize("path", [p for p in sources() if not p.startswith(JAPANESE_BY_NATURE)])
def test_python_shows_no_japanese_past_the_catalogue(path: str) -> None:
    assert [words for words in unmarked((ROOT / path).read_text()) if JAPANESE.search(words.strip(RULES))] == []


@pytest.mark.parametrize("path", [p for p in sources() if p.startswith(PURE)])
def test_every_sentence_of_the_pure_layers_is_marked(path: str) -> None:
    assert [words for words in unmarked((ROOT / path).read_text()) if SENTENCE.search(words)] == []


TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "pdf" not in path.parts)
TRANSLATED = re.compile(
    r"\{% blocktranslate.*?\{% endblocktranslate %\}|\{% translate .*?%\}|\{% comment %\}.*?\{% endcomment %\}",
    re.DOTALL,
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_show_no_japanese_past_the_catalogue(path: Path) -> None:
    assert JAPANESE.findall(TRANSLATED.sub("", path.read_text())) == []


# --- sentences of the pure layers ---


def test_a_problem_is_told_in_the_reader_s_language() -> None:
    parsed = parse("規約\n\n第1条（目的）\n目的です。\n\n第3条（定義）\n定義です。\n")
    (problem,) = check(parsed.document)
    assert (
        sentence(problem) == str(problem) == "「第1条」の次が「第3条」で、間の条がありません。番号を確かめてください。"
    )
    with translation.override("en"):
        assert (
            sentence(problem)
            == "“第1条” is followed by “第3条”: the articles between them are missing. Check the numbers."
        )
        assert str(problem) == "「第1条」の次が「第3条」で、間の条がありません。番号を確かめてください。"


def test_a_note_is_told_in_the_reader_s_language() -> None:
    note = Note("page_numbers", "ページ番号{count}行を除きました。", (("count", "12"),))
    with translation.override("en"):
        assert sentence(note) == "Lines with page numbers that were removed: 12."


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ('{"moved_away_cell": "{title}"}', "The only placeholder that “moved_away_cell” can hold is {place}"),
        ('{"cut": "x", "paper": 4}', '“cut” must be one of unit, paragraph (it is "x").\n“paper” must be one of'),
        ("[]", 'The style file must be JSON of the form {"base": "three-column", …}.'),
        ('{"colour": "red"}', "A style has no entry “colour”."),
    ],
)
def test_a_wrong_style_is_told_in_the_reader_s_language(text: str, english: str) -> None:
    with pytest.raises(StyleError) as refused:
        style_from_json(text)
    assert JAPANESE.search(str(refused.value))
    with translation.override("en"):
        assert sentence(refused.value).startswith(english)
