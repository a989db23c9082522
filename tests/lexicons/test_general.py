"""The lists that every study shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import DataError
from framing.lexicons import Shifter, load_lexicons
from framing.lexicons.columns import CUE_CLASSES
from tests.lexicons.conftest import Spoil


def problems(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_lexicons(folder)
    return list(caught.value.problems)


def test_the_lists_that_ship_are_right_and_of_the_promised_size() -> None:
    lexicons = load_lexicons()
    cues = {cue for forms in lexicons.cues.values() for cue in forms}
    assert len(cues) >= 400
    assert {cue.cue_class for cue in cues} == CUE_CLASSES
    assert len(lexicons.sentiment) >= 3000
    assert {shifter.kind for shifter in lexicons.shifters.values()} >= {"negator", "intensifier", "diminisher"}
    assert set(lexicons.stance.values()) == {"favor", "against"}
    assert all(len(digest) == 64 for digest in lexicons.sha256.values())


@pytest.mark.parametrize("word", ["war", "murder", "attack"])
def test_the_words_that_other_lexicons_lack_are_loaded(word: str) -> None:
    assert min(term.polarity for term in load_lexicons().sentiment if term.term == word) <= -0.5


@pytest.mark.parametrize(
    ("form", "cue", "cue_class"),
    [("said", "say", "neutral"), ("denies", "deny", "denying"), ("warnings", "warning", "warning")],
)
def test_cues_are_found_by_every_form(form: str, cue: str, cue_class: str) -> None:
    assert (cue, cue_class) in [(found.cue, found.cue_class) for found in load_lexicons().cues[form]]


def test_roles_have_their_plurals() -> None:
    roles = load_lexicons().roles
    assert (roles["minister"].number, roles["ministers"].number) == ("singular", "plural")
    assert roles["ministers"].role == "minister"


def test_a_scope_has_a_side_and_a_width(lists: Path, add: Spoil) -> None:
    add("shifters", "hardly so / negator / -0.5 / left:2")
    add("shifters", "barely so / negator / -0.5 / right")
    shifters = load_lexicons(lists).shifters
    assert shifters["hardly so"] == Shifter("negator", -0.5, True, 2)
    assert shifters["barely so"] == Shifter("negator", -0.5, False, 4)


@pytest.mark.parametrize(
    ("name", "row", "problem"),
    [
        ("cues", "... / phrase / neutral / that / ", "'...' can never match: no run of tokens reads so"),
        ("cues", "bark / verb / loud / that / ", f"column class: 'loud'; choices: {', '.join(sorted(CUE_CLASSES))}"),
        ("sentiment", "awful / -7 / adj", "column polarity: '-7' is no number from -1 to 1"),
        ("sentiment", "awful / -0.7 / adjective", "column pos: 'adjective'; choices: adj, adv, any, noun, verb"),
        ("shifters", "hardly so / negator / -0.5 / up", "column scope: 'up'; write right, left, right:3 or left:2"),
        ("shifters", "hardly so / negator / 9 / left", "column factor: '9' is no number from -2 to 3"),
        ("stance", "adore so / for / verb", "column stance: 'for'; choices: against, favor"),
        ("grammar", "' / be", '"\'" can never match: no run of tokens reads so'),
    ],
)
def test_a_bad_line_is_told_with_its_place(lists: Path, add: Spoil, name: str, row: str, problem: str) -> None:
    line = add(name, row)
    assert problems(lists) == [f"{name}.tsv:{line}: {problem}"]


@pytest.mark.parametrize(
    ("name", "row", "key"),
    [
        ("stance", "adore so / favor / verb", "adore so, verb"),
        ("sentiment", "most odd / -0.1 / any", "most odd, any"),
        ("abbreviations", "Xyz. / title / never", "Xyz."),
    ],
)
def test_an_entry_may_stand_once(lists: Path, add: Spoil, name: str, row: str, key: str) -> None:
    first, second = add(name, row), add(name, row)
    assert problems(lists) == [f"{name}.tsv:{second}: {key} stands on line {first} already"]


def test_every_list_is_reported_at_once(lists: Path, add: Spoil) -> None:
    line = add("cues", "...")
    (lists / "roles.tsv").unlink()
    with pytest.raises(DataError) as caught:
        load_lexicons(lists)
    assert str(caught.value) == (
        f"{lists}: 3 problems\n"
        f"  cues.tsv:{line}: column part is empty\n"
        f"  cues.tsv:{line}: column class is empty\n"
        f"  roles.tsv: no such file in {lists}"
    )


def test_every_category_of_grammar_has_a_word(lists: Path) -> None:
    path = lists / "grammar.tsv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.endswith("\tbe")]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert problems(lists) == ["grammar.tsv: no word of category be"]


def test_a_list_that_changed_is_read_again(lists: Path, add: Spoil) -> None:
    before = load_lexicons(lists)
    assert load_lexicons(lists) is before
    add("stance", "adore so / favor / verb")
    assert load_lexicons(lists).stance["adore so"] == "favor"
