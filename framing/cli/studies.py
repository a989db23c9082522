"""``framing studies``: which studies there are, what one holds, and whether one's own is right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import Json, say, show_json, show_rows

app = typer.Typer(no_args_is_help=True, help="List, show and check studies.", rich_markup_mode=None)


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List the studies that come with the package."""
    from framing.study import list_studies, load_study

    rows = []
    for study_id in list_studies():
        study = load_study(study_id)
        rows.append(
            {
                "study": study_id,
                "title": study.title,
                "perspectives": ", ".join(study.perspectives),
                "entities": len(study.entities),
            }
        )
    show_rows(rows, as_json)


@app.command()
def show(study: Annotated[str, typer.Argument(help="Id or folder.")] = "kosovo", as_json: Json = False) -> None:
    """Show a study: its sides, and how much it knows of each."""
    from framing.study import load_study

    found = load_study(study)
    sides = [
        {
            "perspective": key,
            "label": side.label,
            "colour": side.colour,
            "entities": sum(entity.perspective == key for entity in found.entities.values()),
            "terms": sum(term.perspective == key for term in found.terms),
            "description": side.description,
        }
        for key, side in found.perspectives.items()
    ]
    if as_json:
        show_json(
            {
                "study": found.study_id,
                "title": found.title,
                "description": found.description,
                "perspectives": sides,
                "issues": {issue.issue_id: issue.label for issue in found.issues},
                "frames": {frame.frame_id: frame.label for frame in found.frames},
                "folder": str(found.folder),
            }
        )
        return
    say(f"{found.title}\n{found.description}\n")
    show_rows(sides, as_json=False)
    say(f"\nIssues: {', '.join(issue.label for issue in found.issues)}")
    say(f"Frames: {len(found.frames)}   Folder: {found.folder}")


@app.command()
def check(path: Annotated[Path, typer.Argument(help="The study's folder, or an id.")]) -> None:
    """Check every file of a study; every bad line is listed."""
    from framing.study import load_study

    study = load_study(path)
    say(
        f"{study.study_id}: right. {len(study.perspectives)} perspectives, {len(study.entities)} entities, "
        f"{len(study.offices)} offices held, {len(study.descriptions)} descriptions, {len(study.issues)} issues, "
        f"{len(study.terms)} terms, {len(study.frames)} frames"
    )


@app.command()
def new(path: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")]) -> None:
    """Start a study of your own: a small working example to fill in."""
    from framing.study.example import write_example

    write_example(path)
    say(f"{path}: a study with two sides. Fill it in, then: framing studies check {path}")
