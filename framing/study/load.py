"""Reads a study's folder and checks it at the door: every bad line of every file is reported at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from framing.errors import DataError, FramingError, unknown
from framing.lexicons.general import load_lexicons, sha256_of
from framing.lexicons.locate import lexicon_folder
from framing.lexicons.phrases import can_match, words_of
from framing.lexicons.sheet import Field, Sheet, read_sheet, read_yaml
from framing.records import NARRATOR, OTHER
from framing.study.records import ENTITY_KINDS, Description, Entity, Frame, Issue, Office, Perspective, Study, Term
from framing.tokens import norm_of

STUDY_KEYS = ("id", "title", "description", "language", "source", "licence", "date", "perspectives", "frames")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def list_studies(folder: Path | None = None) -> list[str]:
    """The ids of the studies in a lexicon folder, sorted."""
    root = folder or lexicon_folder()
    return sorted(path.parent.name for path in root.glob("*/study.yaml"))


def load_study(study: str | Path = "kosovo") -> Study:
    """The study of an id, or in a folder of the user's own.

    Parameters
    ----------
    study : str or Path
        An id of ``framing studies list``, or the path of a folder with a ``study.yaml``.

    Raises
    ------
    FramingError
        No such study (the message lists the choices).
    DataError
        Its files are wrong; every bad line is listed.

    Examples
    --------
    >>> list(load_study("kosovo").perspectives)
    ['belgrade', 'pristina', 'west', 'moscow']
    """
    root = lexicon_folder()
    if str(study) in list_studies(root):
        return _load(root / str(study))
    folder = Path(study)
    if (folder / "study.yaml").is_file():
        return _load(folder.resolve())
    if folder.is_dir():
        raise FramingError(f"{folder}: no study.yaml in this folder; `framing studies show kosovo` shows an example")
    raise FramingError(f"{unknown('study', str(study), list_studies(root))}; or give the path of a study's folder")


@lru_cache(maxsize=8)
def _load(folder: Path) -> Study:
    problems: list[str] = []
    top = read_yaml(folder / "study.yaml", problems, STUDY_KEYS)
    perspectives = _perspectives(top.get("perspectives"), problems)
    outside = _outside(top.get("voices_outside"), problems)
    sides = frozenset((*perspectives, OTHER))
    sheets = {name: read_sheet(folder / f"{name}.tsv", fields) for name, fields in _fields(sides).items()}
    entities = {row.text("entity_id"): _entity(row) for row in sheets["entities"].rows}
    _check_entities(sheets["entities"], entities)
    _check_references(sheets, entities)
    _check_words(sheets)
    issues = _issues(read_yaml(folder / "issues.yaml", problems, ("title", "issues")), problems)
    schemes = _scheme_files(folder, top.get("frames"), problems)
    frames = [frame for path in schemes for frame in _frames(path, problems)]
    problems += [problem for sheet in sheets.values() for problem in sheet.problems]
    if problems:
        raise DataError(str(folder), problems)
    paths = [folder / "study.yaml", folder / "issues.yaml", *(sheet.path for sheet in sheets.values()), *schemes]
    return Study(
        study_id=str(top["id"]),
        title=str(top["title"]),
        description=" ".join(str(top["description"]).split()),
        folder=folder,
        perspectives=perspectives,
        outside=outside,
        entities=entities,
        offices=tuple(_office(row) for row in sheets["offices"].rows),
        descriptions=tuple(_description(row) for row in sheets["descriptions"].rows),
        issues=issues,
        terms=tuple(_term(row) for row in sheets["terms"].rows),
        frames=tuple(frames),
        lexicons=load_lexicons(),
        sha256={f"{path.parent.name}/{path.name}": sha256_of(path) for path in paths},
    )


def _fields(sides: frozenset[str]) -> dict[str, tuple[Field, ...]]:
    side = Field("perspective", choices=sides)
    sides_of_many = Field("perspective", choices=sides, many=True)
    period = (Field("start", required=False), Field("end", required=False))
    return {
        "entities": (
            Field("entity_id"),
            Field("name"),
            Field("kind", choices=ENTITY_KINDS),
            side,
            Field("gender", required=False, choices=frozenset("mf")),
            Field("number", required=False, choices=frozenset(("singular", "plural"))),
            Field("aliases", required=False),
        ),
        "offices": (Field("person_id"), Field("office_id"), Field("start"), Field("end", required=False), side),
        "descriptions": (Field("description"), Field("entity_id", required=False), sides_of_many, *period),
        "terms": (
            Field("term_id"),
            Field("term"),
            Field("variants", required=False),
            side,
            Field("counterpart", required=False),
            Field("note", required=False),
        ),
    }


def _entity(row: Any) -> Entity:
    return Entity(
        row.text("entity_id"),
        row.text("name"),
        row.text("kind"),
        row.text("perspective"),
        row.text("gender"),
        row.text("number") or "singular",
        row.many("aliases"),
    )


def _office(row: Any) -> Office:
    return Office(*(row.text(name) for name in ("person_id", "office_id", "start", "end", "perspective")))


def _description(row: Any) -> Description:
    return Description(
        row.text("description"), row.text("entity_id") or None, row.text("perspective"), row.text("start"), row.text("end")
    )


def _term(row: Any) -> Term:
    return Term(
        row.text("term_id"), (row.text("term"), *row.many("variants")), row.text("perspective"), row.text("counterpart")
    )


def _check_entities(sheet: Sheet, entities: Mapping[str, Entity]) -> None:
    owners: dict[tuple[str, bool], tuple[str, int]] = {}
    ids: dict[str, int] = {}
    for row in sheet.rows:
        entity_id = row.text("entity_id")
        if entity_id in ids:
            sheet.wrong(row.line, f"entity_id {entity_id!r} stands on line {ids[entity_id]} already")
        ids.setdefault(entity_id, row.line)
        for name in dict.fromkeys(entities[entity_id].names):
            key = (" ".join(norm_of(word) for word in words_of(name)), name.isupper())
            owner, line = owners.setdefault(key, (entity_id, row.line))
            if owner != entity_id:
                sheet.wrong(row.line, f"{name!r} names {owner} (line {line}) already; a name can have one owner")


def _check_references(sheets: Mapping[str, Sheet], entities: Mapping[str, Entity]) -> None:
    kinds = {"person_id": ("person", "party"), "office_id": ("office",), "entity_id": ENTITY_KINDS}
    for name in ("offices", "descriptions"):
        sheet = sheets[name]
        for row in sheet.rows:
            for column in kinds.keys() & row.cells.keys():
                value = row.text(column)
                if value and value not in entities:
                    near = unknown("entity", value, entities).split(" choices:")[0]
                    sheet.wrong(row.line, f"column {column}: {near} see entities.tsv")
                elif value and entities[value].kind not in kinds[column]:
                    sheet.wrong(row.line, f"column {column}: {value!r} is of kind {entities[value].kind}")
            for column in ("start", "end"):
                if row.text(column) and not _DATE.fullmatch(row.text(column)):
                    sheet.wrong(row.line, f"column {column}: {row.text(column)!r}; write 2008, 2008-02 or 2008-02-17")


def _check_words(sheets: Mapping[str, Sheet]) -> None:
    for name, columns in (("entities", ("name", "aliases")), ("descriptions", ("description",)), ("terms", ("term", "variants"))):
        for row in sheets[name].rows:
            for column in columns:
                for phrase in row.many(column):
                    if not can_match(phrase):
                        sheets[name].wrong(row.line, f"{phrase!r} can never match: no run of tokens reads so")


def _perspectives(listed: Any, problems: list[str]) -> dict[str, Perspective]:
    found: dict[str, Perspective] = {}
    if not isinstance(listed, list) or not listed:
        problems.append("study.yaml: perspectives: needs a list of {id, label, colour, description}")
        return found
    for number, item in enumerate(listed, start=1):
        place = f"study.yaml: perspective {number}"
        absent = [key for key in ("id", "label", "colour", "description") if not isinstance(item, dict) or key not in item]
        if absent:
            problems.append(f"{place}: lacks {', '.join(absent)}")
        elif not re.fullmatch(r"[a-z][a-z0-9_-]*", str(item["id"])) or item["id"] in (OTHER, NARRATOR, *found):
            problems.append(f"{place}: id {item['id']!r} is taken, or not of a-z, 0-9, - and _")
        elif not _COLOUR.fullmatch(str(item["colour"])):
            problems.append(f"{place}: colour {item['colour']!r}; write it as '#0072B2'")
        else:
            values = (str(item[key]) for key in ("id", "label", "colour", "description"))
            found[item["id"]] = Perspective(*(" ".join(value.split()) for value in values))
    return found


def _outside(given: Any, problems: list[str]) -> dict[str, Perspective]:
    defaults = {OTHER: ("Other sources", "#8C8C8C"), NARRATOR: ("Narrator", "#C8C8C8")}
    if given is not None and (not isinstance(given, dict) or set(given) - set(defaults)):
        problems.append("study.yaml: voices_outside: may hold other and narrator, each with label and colour")
        given = None
    found = {}
    for voice, (label, colour) in defaults.items():
        stated = (given or {}).get(voice) or {}
        chosen = str(stated.get("colour", colour))
        if not _COLOUR.fullmatch(chosen):
            problems.append(f"study.yaml: voices_outside: {voice}: colour {chosen!r}; write it as '#8C8C8C'")
        found[voice] = Perspective(voice, str(stated.get("label", label)), chosen, "")
    return found


def _issues(top: Mapping[str, Any], problems: list[str]) -> tuple[Issue, ...]:
    found = []
    for number, item in enumerate(top.get("issues") or (), start=1):
        place = f"issues.yaml: issue {number}"
        if not isinstance(item, dict) or not {"id", "label", "description", "terms"} <= item.keys():
            problems.append(f"{place}: needs id, label, description, terms")
            continue
        lists = [tuple(map(str, item.get(key) or ())) for key in ("terms", "favor_terms", "against_terms")]
        problems += _dead(f"{place} ({item['id']})", (phrase for phrases in lists for phrase in phrases))
        found.append(Issue(str(item["id"]), str(item["label"]), str(item["description"]), *lists))
    return tuple(found)


def _scheme_files(folder: Path, listed: Any, problems: list[str]) -> list[Path]:
    shared = lexicon_folder() / "frames"
    paths = []
    for name in listed if isinstance(listed, list) else []:
        choices: Sequence[str] = sorted({path.stem for path in shared.glob("*.yaml")} | {folder.name})
        path = folder / "frames.yaml" if name == folder.name else shared / f"{name}.yaml"
        if path.is_file():
            paths.append(path)
        else:
            problems.append(f"study.yaml: frames: {unknown('frame scheme', str(name), choices)}")
    return paths


def _frames(path: Path, problems: list[str]) -> Iterable[Frame]:
    top = read_yaml(path, problems)
    scheme = path.parent.name if path.name == "frames.yaml" else path.stem
    for number, item in enumerate(top.get("frames") or (), start=1):
        place = f"{path.name}: frame {number}"
        if not isinstance(item, dict) or not {"id", "label", "definition"} <= item.keys():
            problems.append(f"{place}: needs id, label, definition, terms")
            continue
        terms = item.get("terms") or {}
        wrong = [term for term, weight in terms.items() if not isinstance(weight, int | float) or not 0 < weight <= 1]
        problems += [f"{place} ({item['id']}): {term!r} needs a weight above 0 and up to 1" for term in wrong]
        problems += _dead(f"{place} ({item['id']})", map(str, terms))
        yield Frame(
            f"{scheme}.{item['id']}",
            str(item["label"]),
            " ".join(str(item["definition"]).split()),
            {str(term): float(weight) for term, weight in terms.items() if term not in wrong},
        )


def _dead(place: str, phrases: Iterable[str]) -> list[str]:
    return [f"{place}: {phrase!r} can never match: no run of tokens reads so" for phrase in phrases if not can_match(phrase)]
