"""Imports point one way, as the table in docs/architecture.md has it; nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "framing"
STAGES = ("ingest", "split", "attribute", "score")
OFFERED = {"angles", "compare", "errors", "ingest", "pipeline", "results", "study"}
HEAVY = {"pandas", "numpy", "scipy", "nltk", "textblob", "sklearn", "matplotlib", "seaborn"}


def stated() -> dict[str, set[str]]:
    """The table of the document: what each module may import, in its order."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    _, _, section = page.partition("## Who may import whom")
    rows = re.findall(r"^\| `(\w+)` \| ?([\w, ]*)\|$", section, flags=re.M)
    assert len(dict(rows)) == len(rows), "a module has two rows"
    return {module: {name.strip() for name in names.split(",") if name.strip()} for module, names in rows}


def unit_of(path: Path) -> str:
    """The module or folder of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """The modules or folders of the package that a file imports, inside functions and for types too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import; write it in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("framing.")}
    return {name for name in found if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}


def real() -> dict[str, set[str]]:
    """What each module or folder of the package imports from the others."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        unit = unit_of(path)
        found.setdefault(unit, set()).update(imports_of(path) - {unit})
    return found


def test_every_module_has_its_line_in_the_document() -> None:
    assert set(stated()) == set(real()) - {"__init__", "__main__"}


@pytest.mark.parametrize("module", sorted(stated()))
def test_a_module_imports_only_what_the_document_allows(module: str) -> None:
    assert real()[module] - stated()[module] == set()


def test_the_document_points_one_way() -> None:
    seen: set[str] = set()
    for module, allowed in stated().items():
        assert allowed <= seen, f"{module} may import only what stands above it"
        seen.add(module)


def test_no_stage_imports_another() -> None:
    for stage in STAGES:
        assert real()[stage].isdisjoint(STAGES), stage


def test_nothing_imports_the_command_line() -> None:
    assert [module for module, names in real().items() if "cli" in names] == ["__main__"]


def test_the_package_offers_only_public_names() -> None:
    assert real()["__init__"] == OFFERED


@pytest.mark.parametrize("module", ["framing", "framing.cli.main"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert HEAVY & set(json.loads(run.stdout)) == set()
