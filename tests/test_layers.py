"""Imports go one way: text <- comparison <- models <- importing, publishing <- admin, views, api, commands."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "portal").rglob("*.py"))
# What the portal's parts stand on, from the ground up; parts of one layer may use each other.
LAYERS = [
    {"text"},
    {"comparison"},
    {"models"},
    {"importing", "publishing", "migrations"},
    {"admin", "admin_site", "api", "demo", "feeds", "management", "public_urls", "sitemaps", "templatetags", "views"},
    {"apps", "formats", "language", "settings", "static_storage", "urls", "wsgi"},
]
PURE = {"text", "comparison"}
# The subprocess that renders; everything else must work on a machine without WeasyPrint's libraries.
WEASYPRINT_ALLOWED = {"portal.publishing.pdf_worker"}


def module_name(path: Path) -> str:
    """Return `portal.text.tree` for portal/text/tree.py, and `portal.text` for its __init__.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_names(source: str, *, package: str) -> Iterator[str]:
    """Yield the dotted name of every import in a module's source, wherever in it, relative ones resolved."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")
                base = ".".join([*parents[: len(parents) - node.level + 1], *([base] if base else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def part(name: str) -> str | None:
    """Return `text` for portal.text.tree, None for what is not a part of the portal."""
    names = name.split(".")
    return names[1] if names[0] == "portal" and len(names) > 1 else None


def layer(part_name: str) -> int:
    for height, parts in enumerate(LAYERS):
        if part_name in parts:
            return height
    raise AssertionError(f"portal.{part_name} is in no layer; add it to LAYERS in tests/test_layers.py")


def backward_imports(source: str, *, name: str, package: str) -> list[str]:
    """Return the imports in a module that run from a lower layer to a higher one."""
    own = part(name)
    if own is None:
        return []
    targets = ((target, part(target)) for target in imported_names(source, package=package))
    return [target for target, theirs in targets if theirs and layer(theirs) > layer(own)]


def package_of(path: Path) -> str:
    name = module_name(path)
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_one_way(path):
    assert backward_imports(path.read_text(), name=module_name(path), package=package_of(path)) == []


def test_no_two_parts_of_the_text_core_know_each_other():
    """Its modules and packages have an order; `static_order` raises where two of them import each other."""
    parts: dict[str, set[str]] = {}
    for path in MODULES:
        if part(module_name(path)) == "text" and module_name(path) != "portal.text":
            own = module_name(path).split(".")[2]
            names = imported_names(path.read_text(), package=package_of(path))
            parts.setdefault(own, set()).update(name.split(".")[2] for name in names if part(name) == "text")
            parts[own].discard(own)
    assert next(iter(TopologicalSorter(parts).static_order())) in ("messages", "tree")


@pytest.mark.parametrize("path", [p for p in MODULES if part(module_name(p)) in PURE], ids=module_name)
def test_text_and_comparison_do_not_import_django(path):
    names = set(imported_names(path.read_text(), package=package_of(path)))
    assert {name for name in names if name.split(".")[0] == "django"} == set()


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_only_the_pdf_worker_imports_weasyprint(path):
    names = set(imported_names(path.read_text(), package=package_of(path)))
    found = {name for name in names if name.split(".")[0] == "weasyprint"}
    assert found == set() or module_name(path) in WEASYPRINT_ALLOWED


@pytest.mark.parametrize(
    ("source", "backward"),
    [
        ("from portal.models import Edition", ["portal.models.Edition"]),
        ("import portal.views.pages", ["portal.views.pages"]),
        ("def f():\n    from portal.publishing.pdf import render", ["portal.publishing.pdf.render"]),
        ("from ..models import terms", ["portal.models.terms"]),
        ("from portal import publishing", ["portal.publishing"]),
        ("from portal.text.tree import Clause\nfrom . import table", []),
    ],
)
def test_an_arrow_that_runs_back_is_found(source, backward):
    assert backward_imports(source, name="portal.comparison.rows.making", package="portal.comparison") == backward


IMPORT_WITHOUT = """
import importlib, pkgutil, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == sys.argv[1]:
            raise ImportError(name + " is blocked by this test")
sys.meta_path.insert(0, Refuse())
for package in sys.argv[2:]:
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, package + "."):
        importlib.import_module(module.name)
"""


def test_text_and_comparison_import_where_django_is_not_installed():
    arguments = ["-c", IMPORT_WITHOUT, "django", "portal.text", "portal.comparison"]
    result = subprocess.run([sys.executable, *arguments], cwd=ROOT, env={}, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
