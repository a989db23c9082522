"""The documentation says what the program does: generated pages are fresh, examples run, commands and links exist."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from framing.cli.main import app
from framing.pipeline import Analyzer
from framing.records import Article
from framing.study import load_study

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("experiments/*/*.md")]
)
EXAMPLE_DATE = "2023-06-01"


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code_blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def commands() -> list[tuple[str, str]]:
    """Every line of the pages' code blocks that calls ``framing``, with its page."""
    lines = [(page, line) for page in PAGES for block in code_blocks(page, r"(?:sh)?") for line in block.splitlines()]
    return [(page.relative_to(ROOT).as_posix(), line) for page, line in lines if line.startswith("framing ")]


def examples() -> list[tuple[str, str]]:
    """The rows of docs/attribution.md that have an example and a voice."""
    page = (ROOT / "docs" / "attribution.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", page, flags=re.M)
    return [(example, voice) for _, example, voice in rows if example != "example" and "---" not in example]


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(load_study("kosovo"))


def test_the_page_on_tables_is_generated_from_the_schema() -> None:
    generator = load_generator()
    assert generator.TABLES_PAGE.read_text(encoding="utf-8") == generator.tables_page(), "run python docs/generate.py"


def test_the_catalogue_of_lexicons_is_fresh() -> None:
    generator = load_generator()
    page = generator.LEXICONS_PAGE.read_text(encoding="utf-8")
    assert page == generator.lexicons_page(page), "run python docs/generate.py"


def test_the_list_of_checked_lists_is_fresh() -> None:
    generator = load_generator()
    assert generator.CHECKED_LISTS.read_text(encoding="utf-8") == generator.checked_lists(), (
        "run python docs/generate.py"
    )


def test_the_table_of_accuracy_is_fresh() -> None:
    generator = load_generator()
    page = generator.README.read_text(encoding="utf-8")
    assert page == generator.readme(page), "run python -m benchmarks.accuracy and python docs/generate.py"


def test_the_table_of_costs_is_fresh() -> None:
    generator = load_generator()
    page = generator.SCALE.read_text(encoding="utf-8")
    assert page == generator.scale(page), "run python docs/generate.py"


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the two lines"):
        load_generator().lexicons_page("# Lexicons\n")
    with pytest.raises(ValueError, match="needs the two lines"):
        load_generator().readme("# framing\n")


@pytest.mark.parametrize(("example", "voice"), examples())
def test_the_examples_of_attribution_hold(analyzer: Analyzer, example: str, voice: str) -> None:
    text = re.sub(r"\*+", "", example).replace(" ¶ ", "\n\n")
    document = analyzer.splitter.split(Article("example", text, date=EXAMPLE_DATE))
    attributed = analyzer.attributor.attribute(document)
    assert set(attributed.voices[-1].voices) == set(voice.split(", "))
    source = re.search(r"\*\*(.+?)\*\*", example)
    if source:
        cue = re.search(r"\*(.+?)\*", example.replace(source[0], ""))
        found = [
            (each.source.of(text), each.cue.of(text)) for each in attributed.attributions if each.source and each.cue
        ]
        assert any(source[1] == whose and (cue is None or cue[1] == how) for whose, how in found)


@pytest.mark.parametrize(("page", "line"), commands())
def test_the_commands_in_the_pages_exist(page: str, line: str) -> None:
    words = shlex.split(line.partition("  #")[0])[1:]
    depth = 0 if words[0].startswith("--") else 2 if words[0] in ("experiments", "studies", "lexicons") else 1
    named = words[:depth]
    shown = CliRunner().invoke(app, [*named, "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0, f"{page}: {line}"
    options = [word for word in words if word.startswith("--")]
    assert [option for option in options if option not in shown.output] == [], f"{page}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_links_of_the_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if not re.match(r"https?:|mailto:|#", target)]
    assert [target for target in local if not (page.parent / target.partition("#")[0]).exists()] == []


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = "\n".join(code_blocks(ROOT / "README.md", "python"))
    assert block
    (tmp_path / "experiments").symlink_to(ROOT / "experiments")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(block, "README.md", "exec"), names)
    assert (tmp_path / "results" / "my-study" / "manifest.json").is_file()
