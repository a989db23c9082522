"""Studies: the sides of a conflict or debate, who belongs to them, what they dispute and how they name it."""

from framing.study.load import list_studies, load_study
from framing.study.records import Description, Entity, Frame, Issue, Office, Perspective, Study, Term

__all__ = [
    "Description",
    "Entity",
    "Frame",
    "Issue",
    "Office",
    "Perspective",
    "Study",
    "Term",
    "list_studies",
    "load_study",
]
