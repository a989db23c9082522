"""One or several results as one corpus: the same study, every article told apart, the result's name as a column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.compare.design import CORPUS, article_labels
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.results import Result


@dataclass(frozen=True)
class Corpus:
    """The tables of all results with the voices and labels of their study, and what identifies each of them."""

    tables: Mapping[str, pd.DataFrame]
    voices: Sequence[Mapping[str, str]]
    labels: Mapping[str, str]
    inputs: Sequence[Mapping[str, Any]]


def joined(results: Result | Mapping[str, Result]) -> Corpus:
    """The tables of the results, one below the other.

    Raises
    ------
    FramingError
        No result, or results of different studies.
    """
    named = results if isinstance(results, Mapping) else {"": results}
    if not named:
        raise FramingError("nothing to compare; name one result or more")
    manifests = {name: result.manifest for name, result in named.items()}
    _check_studies(manifests)
    study = next(iter(manifests.values())).get("study", {})
    tables = next(iter(named.values())).tables if len(named) == 1 else _stacked(named)
    labels = {**study.get("frames", {}), **article_labels(tables["articles"])}
    inputs = [{"corpus": name, **_identity(manifest)} for name, manifest in manifests.items()]
    return Corpus(tables, study.get("voices", []), labels, inputs)


def _check_studies(manifests: Mapping[str, Mapping[str, Any]]) -> None:
    studies = {name: str(manifest.get("study", {}).get("id")) for name, manifest in manifests.items()}
    if len(set(studies.values())) > 1:
        listing = ", ".join(f"{name}: {study}" for name, study in studies.items())
        raise FramingError(f"results of different studies cannot be compared ({listing}); analyse them with one study")


def _stacked(named: Mapping[str, Result]) -> dict[str, pd.DataFrame]:
    """All tables under each other; the article ids carry the result's name, which the articles have as ``corpus``."""
    names = [name for name in next(iter(named.values())).tables if all(name in each.tables for each in named.values())]
    stacked = {}
    for table in names:
        parts = [
            result.tables[table].assign(article_id=f"{name}:" + result.tables[table]["article_id"].astype("string"))
            for name, result in named.items()
        ]
        if table == "articles":
            parts = [part.assign(**{CORPUS: name}) for part, name in zip(parts, named, strict=True)]
        stacked[table] = pd.concat(parts, ignore_index=True)
    return stacked


def manifest_sha256(manifest: Mapping[str, Any]) -> str:
    """What tells one result from another: a hash of its manifest, whatever its layout."""
    text = json.dumps(manifest, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _identity(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "manifest_sha256": manifest_sha256(manifest),
        "inputs": manifest.get("inputs", {}),
        "study": manifest.get("study", {}).get("id"),
    }
