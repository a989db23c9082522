"""A small study to start one's own from: two sides, a handful of entries of each kind, every file that is needed."""

from __future__ import annotations

from pathlib import Path

from framing.errors import FramingError

HEAD = "# title: {title}\n# source: written by you\n# licence: CC BY 4.0\n# language: en\n# date: {date}\n"
DATE = "2026-01-01"
STUDY = """\
id: {study_id}
title: My study
description: What is in dispute, and between whom.
language: en
source: written by you
licence: CC BY 4.0
date: {date}
perspectives:
- {{id: city, label: City council, colour: "#0072B2", description: The council and its mayor}}
- {{id: tenants, label: Tenants, colour: "#D55E00", description: The tenants' union}}
frames: [boydstun, semetko]
"""
ISSUES = """\
title: Issues in dispute
issues:
- id: rent-cap
  label: Rent cap
  description: Whether rents should be capped.
  terms: [rent cap, cap on rents, rent control]
  favor_terms: [affordable housing]
  against_terms: [market distortion]
"""
TABLES = {
    "entities": (
        "entity_id\tname\tkind\tperspective\tgender\tnumber\taliases",
        "jane-doe\tJane Doe\tperson\tcity\tf\tsingular\tDoe",
        "mayor\tmayor of Springfield\toffice\tcity\t\tsingular\tSpringfield mayor",
        "city-council\tcity council\tinstitution\tcity\t\tsingular\tSpringfield council",
        "tenants-union\tTenants' Union\tinstitution\ttenants\t\tsingular\t",
    ),
    "offices": ("person_id\toffice_id\tstart\tend\tperspective", "jane-doe\tmayor\t2022-05\t\tcity"),
    "descriptions": ("description\tentity_id\tperspective\tstart\tend", "town hall\tcity-council\tcity\t\t"),
    "terms": (
        "term_id\tterm\tvariants\tperspective\tcounterpart\tnote",
        "rent-gouging\trent gouging\trent gougers\ttenants\trent increase\t",
    ),
}


def write_example(folder: Path) -> None:
    """Writes the files of a small study into a new folder.

    Raises
    ------
    FramingError
        The folder exists, or the one it should lie in does not.
    """
    if folder.exists():
        raise FramingError(f"{folder}: exists already; name a new folder")
    if not folder.absolute().parent.is_dir():
        raise FramingError(f"{folder.absolute().parent}: no such folder; make it first")
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY.format(study_id=folder.name, date=DATE), encoding="utf-8")
    (folder / "issues.yaml").write_text(ISSUES, encoding="utf-8")
    for name, lines in TABLES.items():
        text = HEAD.format(title=f"{name.capitalize()} of my study", date=DATE) + "\n".join(lines) + "\n"
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
