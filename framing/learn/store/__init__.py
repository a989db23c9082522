"""Model folders: a ``model.json`` and the files it names; reading, writing, checking and finding them.

Nothing from a model folder is ever executed: files are ONNX, JSON, text, arrays without pickles, and skops.
"""

from framing.learn.store.arrays import load_arrays, save_arrays
from framing.learn.store.card import (
    CARD,
    FORMAT,
    TASKS,
    TIERS,
    Estimate,
    ModelCard,
    TrainingData,
    check_task,
    check_tier,
)
from framing.learn.store.catalogue import find_model, shipped, shipped_names
from framing.learn.store.checks import Problem, check_name
from framing.learn.store.folder import file_of, read_card, sha256_of, size_of
from framing.learn.store.heads import save_head
from framing.learn.store.parameters import load_parameters
from framing.learn.store.verification import verify, verify_models
from framing.learn.store.write import check_place, write_model

__all__ = [
    "CARD",
    "FORMAT",
    "TASKS",
    "TIERS",
    "Estimate",
    "ModelCard",
    "Problem",
    "TrainingData",
    "check_name",
    "check_place",
    "check_task",
    "check_tier",
    "file_of",
    "find_model",
    "load_arrays",
    "load_parameters",
    "read_card",
    "save_arrays",
    "save_head",
    "sha256_of",
    "shipped",
    "shipped_names",
    "size_of",
    "verify",
    "verify_models",
    "write_model",
]
