"""The section on methods and limits, from the manifest: data, models with their measured accuracy, how to cite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.charts.lettering import clean, shorten_letters
from framing.charts.wording import count
from framing.errors import FramingError

SHORT_HASH = 12
MOST_REASONS = 20
MEASURES = {"f1": "F1"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure of a model: what, on which rows, and the estimate with its interval."""

    measure: str
    data: str
    estimate: str
    interval: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a result was made with.

    Parameters
    ----------
    role, name, sha256 : str
        From the manifest; the hash is shortened.
    trained_on : tuple of str
        Data sets with rows and licences, from the card of the shipped model of that name and hash.
    figures : tuple of Measured
    note : str
        Why there are no figures, where there are none.
    """

    role: str
    name: str
    sha256: str
    trained_on: tuple[str, ...] = ()
    figures: tuple[Measured, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Methods:
    """What the section says; pairs are a name and a value."""

    version: str
    study: str
    tier: str
    models: tuple[Model, ...]
    data: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, int], ...]
    options: tuple[tuple[str, str], ...]
    hashes: tuple[tuple[str, str], ...]
    libraries: str
    limits: tuple[str, ...]
    citation: str


def methods_of(manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Methods:
    """The section of a result, from its manifest and tables."""
    study, models = manifest["study"], manifest.get("models", {})
    version = str(manifest["framing"])
    return Methods(
        version=version,
        study=f"{study.get('title', study['id'])} ({study['id']})",
        tier=str(models.get("tier", "none")),
        models=tuple(_model(role, found) for role, found in models.items() if isinstance(found, Mapping)),
        data=_data(manifest, tables["articles"]),
        reasons=_reasons(tables["articles"]),
        options=tuple((str(name).replace("_", " "), _plain(value)) for name, value in manifest["options"].items()),
        hashes=tuple(
            (name, digest) for part in (study.get("files", {}), manifest["lexicons"]) for name, digest in part.items()
        ),
        libraries=", ".join(f"{name} {found}" for name, found in manifest.get("libraries", {}).items()),
        limits=(*limits_of(tables), *_on_evidence(manifest)),
        citation=(
            f"The framing authors. framing: who speaks in the news, and how each side is presented. Version {version}. "
            f"Study {study['id']}, inputs SHA-256 {manifest['inputs']['sha256'][:SHORT_HASH]}, "
            f"models of the {models.get('tier', 'no')} tier."
        ),
    )


def limits_of(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """What the numbers of these tables cannot see; a limit that a table's columns lift is left out."""
    sentences, stances, frames, mentions = (tables[name] for name in ("sentences", "stances", "frames", "mentions"))
    limits = [
        "Intervals resample whole articles. They cover which articles were collected, not the errors of the method and "
        "not articles that were never collected.",
        "No evidence is missing, never 0: a sentence without a listed word has no polarity and is left out of means.",
        "A sentence with several voices counts for each of them.",
        "Irony, and positions that a text implies without words for them, are not seen.",
    ]
    if not _filled(sentences, "sentiment_negative"):
        limits.append("Tone is counted from a list of words; a calm report of a war is negative to it.")
    if not _filled(stances, "p_against"):
        limits.append("Stance is counted from word lists near the name of a side; blame in plain words is missed.")
    if not _filled(frames, "probability"):
        limits.append("Frames are words, not senses: “a war of words” is war to it.")
    if not _filled(mentions, "portrayal"):
        limits.append("How a sentence makes a named side look is not in these tables.")
    limits.append("The study says who belongs to which side; an actor it does not list counts as another source.")
    return tuple(limits)


def _on_evidence(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """What the words are that a model's decision is shown with; nothing of results without models."""
    tier = manifest.get("models", {}).get("tier")
    if tier is None:
        return ()
    if manifest["options"].get("explain"):
        return (
            "Evidence of tones and portrayals are the words without which the probability of what was decided falls "
            "most, each left out in turn. It is no cause, and words that say the same each weigh little.",
        )
    words = "Evidence of tones and portrayals are the words that add most to what was decided (log-odds)"
    beside = ", by the model of words, which decides together with the encoder’s states; of these no word can be named"
    return (f"{words}{beside if tier == 'encoder' else ''}.",)


def _filled(table: pd.DataFrame, column: str) -> bool:
    return column in table and bool(table[column].notna().any())


def _data(manifest: Mapping[str, Any], articles: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    inputs = manifest["inputs"]
    read = articles[articles["status"] == "ok"]
    dates = sorted(clean(str(date)) for date in read["date"].dropna())
    languages = sorted({clean(str(language)) for language in read["language"].dropna()})
    return (
        ("Articles", f"{inputs['n_articles']:,} given, {inputs['n_skipped']:,} set aside"),
        ("Sentences and words", f"{int(read['n_sentences'].sum()):,} and {int(read['n_words'].sum()):,}"),
        ("Outlets", f"{read['outlet'].nunique():,}"),
        ("Dates", f"{dates[0]} to {dates[-1]}; {count(len(dates), 'article')} dated" if dates else "none given"),
        ("Languages", shorten_letters(", ".join(languages), 200) or "none recognised"),
        ("SHA-256 of all inputs", str(inputs["sha256"])),
    )


def _reasons(articles: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """Why articles were set aside, the most frequent reasons first."""
    problems = articles.loc[articles["status"] == "skipped", "problem"].fillna("no reason given")
    found = problems.map(lambda text: shorten_letters(clean(str(text)), 200)).value_counts(sort=False)
    ordered: Sequence[tuple[str, int]] = sorted(found.items(), key=lambda item: (-item[1], item[0]))  # type: ignore[arg-type]
    return tuple((reason, int(n)) for reason, n in ordered[:MOST_REASONS])


def _model(role: str, found: Mapping[str, Any]) -> Model:
    from framing.learn.store import find_model, read_card, sha256_of, shipped_names
    from framing.learn.store.card import ENCODER_TASK

    name, digest = str(found["name"]), str(found["sha256"])
    short = digest[:SHORT_HASH]
    if name not in shipped_names():
        return Model(role, name, short, note="Not a model that ships with framing: its accuracy is not known here.")
    try:
        folder = find_model(name)
        card = read_card(folder)
        same = sha256_of(folder) == digest
    except (FramingError, OSError):
        same = False
    if not same:
        return Model(role, name, short, note="Not the version that ships now: its accuracy is not known here.")
    figures = [
        Measured(_measure(measure), data, f"{each.estimate:.2f}", f"{each.ci_low:.2f}–{each.ci_high:.2f}")
        for measure, by_data in (card.figures.items() if card.task != ENCODER_TASK else ())
        for data, each in by_data.items()
    ]
    trained_on = tuple(f"{each.name}, {each.rows:,} rows ({each.licence})" for each in card.data)
    return Model(
        role,
        name,
        short,
        trained_on,
        tuple(figures),
        "" if figures else "No accuracy of its own: it serves the others.",
    )


def _measure(name: str) -> str:
    """The name of a measure in words.

    >>> _measure("content_f1")
    'content F1'
    """
    return " ".join(MEASURES.get(word, word) for word in name.split("_"))


def _plain(value: Any) -> str:
    return (
        {True: "yes", False: "no", None: "none"}.get(value, str(value))
        if not isinstance(value, list | dict)
        else str(value)
    )
