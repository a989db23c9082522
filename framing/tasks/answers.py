"""Whether the answer in a gold row has the form of its task, so that it can be compared."""

from __future__ import annotations

from typing import Any

from framing.measures import PARTS
from framing.tasks.rows import Row


def attributions_problem(row: Row) -> str | None:
    """What is wrong with the attributions of a row, or None."""
    listed = row["attributions"]
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        return "attributions must be a list of objects with source, cue and content"
    for item in listed:
        for part in PARTS:
            value = item.get(part) or []
            pieces = [value] if isinstance(value, list) and value and isinstance(value[0], int) else value
            if not isinstance(pieces, list) or not all(_is_span(piece, row["text"]) for piece in pieces):
                return f"{part} {value!r} must be spans [start, end] in the {len(row['text'])} characters of the text"
    return None


def sentences_problem(row: Row) -> str | None:
    """What is wrong with the sentences of a row, or None."""
    listed = row["sentences"]
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        return "sentences must be a list of objects with start, end and voices"
    for item in listed:
        if not _is_span([item.get("start"), item.get("end")], row["text"]) or not _are_words(item.get("voices")):
            return f"sentence {item!r} needs start and end in the text, and voices, a list of words"
        if not _are_words(item.get("optional", [])):
            return f"optional {item['optional']!r} must be a list of words"
    return None


def label_problem(row: Row) -> str | None:
    """What is wrong with the label of a row, or None."""
    return None if isinstance(row["label"], str) else f"label {row['label']!r} must be a word"


def target_problem(row: Row) -> str | None:
    """What is wrong with the target of a row, or None."""
    span, text = [row["start"], row["end"]], row["text"]
    if not _is_span(span, text):
        return f"start and end {span!r} must be a span in the {len(text)} characters of the text"
    return None if text[slice(*span)].strip() else f"start and end {span!r} hold no word of the text"


def stance_problem(row: Row) -> str | None:
    """What is wrong with the target of a stance, or None."""
    target = row["target"]
    if not isinstance(target, str):
        return f"target {target!r} must be a text"
    return None if target.strip() else "target is empty; name what the stance is asked about"


def frames_problem(row: Row) -> str | None:
    """What is wrong with the frames of a row, or None."""
    wrong = [key for key in ("frames", "optional") if not _are_words(row.get(key, []))]
    return f"{wrong[0]} {row[wrong[0]]!r} must be a list of words" if wrong else None


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _is_span(value: Any, text: str) -> bool:
    if not isinstance(value, list) or len(value) != 2 or not all(type(place) is int for place in value):
        return False
    return bool(0 <= value[0] <= value[1] <= len(text))
