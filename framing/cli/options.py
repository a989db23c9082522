"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

StudyOption = Annotated[str, typer.Option("--study", help="Id of a study, or the path of its folder.")]
Tier = Annotated[
    str,
    typer.Option("--models", metavar="TIER", help="encoder (more accurate) or linear (faster; needs no onnxruntime)."),
]
EncoderOption = Annotated[
    str | None, typer.Option("--encoder", metavar="PATH", help="Folder of an encoder in place of the shipped one.")
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Name or folder of a model in place of the shipped one; it brings its own tier."),
]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="P", help="Give no label that is less probable (0 to 1)."),
]
