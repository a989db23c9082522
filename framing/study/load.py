"""Reads a study's folder and checks it at the door: every bad line of every file is reported at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from framing.errors import DataError, FramingError, unknown
from framing.lexicons.checked import is_checked
from framing.lexicons.general import load_lexicons, sha256_of
from framing.lexicons.locate import State, lexicon_folder, state_of
from framing.lexicons.sheet import Field, Row, read_sheet, read_yaml
from framing.records import OTHER
from framing.study.checks import check_sheets
from framing.study.parts import frames_of, issues_of, outside_of, perspectives_of, scheme_at, schemes_of
from framing.study.records import ENTITY_KINDS, Description, Entity, Office, Study, Term

STUDY_KEYS = ("id", "title", "description", "language", "source", "licence", "date", "perspectives", "frames")


def list_studies(folder: Path | None = None) -> list[str]:
    """The ids of the studies in a lexicon folder, sorted."""
    root = folder or lexicon_folder()
    return sorted(path.parent.name for path in root.glob("*/study.yaml"))


def load_study(study: str | Path = "kosovo", frames: Sequence[str | Path] = ()) -> Study:
    """The study of an id, or in a folder of the user's own.

    Parameters
    ----------
    study : str or Path
        An id of ``framing studies list``, or the path of a folder with a ``study.yaml``.
    frames : sequence of str or Path
        Further frame schemes besides the study's: names of those that ship, or paths of YAML files of your own.

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
        return _fresh(root / str(study), root, frames)
    folder = Path(study)
    if (folder / "study.yaml").is_file():
        return _fresh(folder.resolve(), root, frames)
    if folder.is_dir():
        raise FramingError(
            f"{folder}: no study.yaml in this folder; `framing studies new PATH` writes an example to start from"
        )
    raise FramingError(f"{unknown('study', str(study), list_studies(root))}; or give the path of a study's folder")


def _fresh(folder: Path, root: Path, frames: Sequence[str | Path]) -> Study:
    study = _load(folder, tuple(state_of(place) for place in (folder, root, root / "frames")))
    return with_frames(study, frames) if frames else study


def with_frames(study: Study, schemes: Sequence[str | Path]) -> Study:
    """The study with further frame schemes, by name or by the path of a YAML file.

    Raises
    ------
    DataError
        No such scheme, or one that is wrong; everything is listed.
    FramingError
        Two schemes have the same name, so that their frames could not be told apart.
    """
    problems: list[str] = []
    here = Path.cwd()
    given = [str(here / scheme) if Path(scheme).suffix else str(scheme) for scheme in schemes]
    paths = [path for name in given for path in [scheme_at(study.folder, name, problems)] if path]
    frames = [frame for path in paths for frame in frames_of(path, problems)]
    if problems:
        raise DataError("frames", [problem.removeprefix("study.yaml: ") for problem in problems])
    known = {frame.frame_id.partition(".")[0] for frame in study.frames}
    for path in paths:
        scheme = path.parent.name if path.name == "frames.yaml" else path.stem
        if scheme in known:
            raise FramingError(f"frames: {path}: the study has a scheme {scheme} already; rename the file")
        known.add(scheme)
    added = {f"{path.parent.name}/{path.name}": sha256_of(path) for path in paths}
    return replace(study, frames=(*study.frames, *frames), sha256={**study.sha256, **added})


@lru_cache(maxsize=8)
def _load(folder: Path, state: tuple[State, ...]) -> Study:
    """The study in a folder; ``state`` tells whether a file has changed since it was last read."""
    problems: list[str] = []
    top = read_yaml(folder / "study.yaml", problems, STUDY_KEYS)
    perspectives = perspectives_of(top.get("perspectives"), problems) if top else {}
    outside = outside_of(top.get("voices_outside"), problems)
    sides = frozenset((*perspectives, OTHER)) if perspectives else None
    sheets = {name: read_sheet(folder / f"{name}.tsv", fields) for name, fields in _fields(sides).items()}
    entities = {row.text("entity_id"): _entity(row) for row in sheets["entities"].rows}
    issues = issues_of(folder, problems)
    schemes = schemes_of(folder, top["frames"], problems) if "frames" in top else []
    frames = [frame for path in schemes for frame in frames_of(path, problems)]
    paths = [folder / "study.yaml", folder / "issues.yaml", *(sheet.path for sheet in sheets.values()), *schemes]
    sha256 = {f"{path.parent.name}/{path.name}": sha256_of(path) for path in paths if path.is_file()}
    if not is_checked(sha256):
        check_sheets(sheets, entities)
    problems += [problem for sheet in sheets.values() for problem in sheet.problems]
    if problems:
        raise DataError(str(folder), problems)
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
        sha256=sha256,
    )


def _fields(sides: frozenset[str] | None) -> dict[str, tuple[Field, ...]]:
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


def _entity(row: Row) -> Entity:
    return Entity(
        row.text("entity_id"),
        row.text("name"),
        row.text("kind"),
        row.text("perspective"),
        row.text("gender"),
        row.text("number") or "singular",
        row.many("aliases"),
    )


def _office(row: Row) -> Office:
    return Office(*(row.text(name) for name in ("person_id", "office_id", "start", "end", "perspective")))


def _description(row: Row) -> Description:
    return Description(
        row.text("description"),
        row.text("entity_id") or None,
        row.text("perspective"),
        row.text("start"),
        row.text("end"),
    )


def _term(row: Row) -> Term:
    return Term(
        row.text("term_id"), (row.text("term"), *row.many("variants")), row.text("perspective"), row.text("counterpart")
    )
