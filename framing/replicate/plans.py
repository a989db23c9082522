"""The plan of an experiment: which comparisons are made, in which variants; checked at the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from framing.compare.design import SEED, Question
from framing.errors import FramingError, unknown

QUESTION_KEYS = tuple(field.name for field in fields(Question) if field.name != "seed")
VARIANT_KEYS = ("name", "tone", "frames_weight", "voices", "models", "min_articles")
TONES = ("lexicon_polarity", "vader_compound", "textblob_polarity")
VOICES = ("all", "main")


@dataclass(frozen=True, slots=True)
class Variant:
    """The same comparison made in another way.

    Parameters
    ----------
    name : str
    tone : str
        The column that measures tone, of ``TONES``.
    frames_weight : float
        From which weight of its terms a frame is present.
    voices : str
        ``all`` voices of a sentence, or the ``main`` one alone.
    models : str, optional
        A tier: the articles are analysed again with it.
    min_articles : int, optional
        As in ``Question``.
    """

    name: str
    tone: str = TONES[0]
    frames_weight: float = 1.0
    voices: str = VOICES[0]
    models: str | None = None
    min_articles: int | None = None


def questions_of(comparisons: Sequence[Mapping[str, Any]], seed: int | None) -> dict[str, Question]:
    """The questions of a plan by their names."""
    return {str(each["name"]): question_of(each, seed) for each in comparisons}


def question_of(values: Mapping[str, Any], seed: int | None) -> Question:
    """The question of a mapping from the YAML."""
    given = {key: values[key] for key in QUESTION_KEYS if key in values}
    if "measures" in given:
        given["measures"] = tuple(map(str, given["measures"]))
    return Question(**given, seed=SEED if seed is None else seed)


def variants_of(variants: Sequence[Mapping[str, Any]]) -> list[Variant]:
    """The variants of a plan."""
    return [Variant(**{str(key): value for key, value in each.items()}) for each in variants]


def plan_problems(values: Mapping[str, Any], kind: str) -> list[str]:
    """Everything wrong with the comparisons and variants of an experiment's YAML."""
    problems: list[str] = []
    for key in ("comparisons", "variants"):
        if key in values:
            problems += _list_problems(key, values[key])
    if problems:
        return problems
    for place, each in enumerate(values.get("comparisons", ())):
        problems += [f"comparisons[{place}]: {text}" for text in _question_problems(each, ("name", *QUESTION_KEYS))]
    if "comparison" in values:
        problems += [f"comparison: {text}" for text in _question_problems(values["comparison"], QUESTION_KEYS)]
    for place, each in enumerate(values.get("variants", ())):
        problems += [f"variants[{place}]: {text}" for text in _variant_problems(each)]
    return problems


def _list_problems(key: str, given: Any) -> list[str]:
    if not isinstance(given, list) or not given or not all(isinstance(each, dict) for each in given):
        return [f"{key}: write a list of mappings, each with a name"]
    names = [each.get("name") for each in given]
    if not all(isinstance(name, str) and name for name in names):
        return [f"{key}: each needs a name"]
    return [f"{key}: the name {name!r} stands twice" for name in sorted({n for n in names if names.count(n) > 1})]


def _question_problems(given: Any, known: Sequence[str]) -> list[str]:
    if not isinstance(given, dict):
        return [f"{given!r}; write a mapping, such as {{by: outlet}}"]
    problems = [unknown("key", str(key), known) for key in given if key not in known]
    if problems:
        return problems
    try:
        question_of(given, None).check()
    except (FramingError, TypeError) as error:
        return str(error).splitlines()
    return []


def _variant_problems(given: Mapping[str, Any]) -> list[str]:
    problems = [unknown("key", str(key), VARIANT_KEYS) for key in given if key not in VARIANT_KEYS]
    for key, choices in (("tone", TONES), ("voices", VOICES), ("models", ("encoder", "linear"))):
        if key in given and given[key] not in choices:
            problems.append(f"{key}: {unknown('choice', str(given[key]), choices)}")
    weight = given.get("frames_weight", 1.0)
    if not isinstance(weight, int | float) or weight <= 0:
        problems.append(f"frames_weight: {weight!r}; write a number above 0")
    return problems
