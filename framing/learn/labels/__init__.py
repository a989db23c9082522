"""Labels of texts: the tone of a sentence, the stance to a target, the frames of a headline or an article."""

from framing.learn.labels.model import LabelModel, load_label_model
from framing.learn.labels.text import LabelText, sentence_texts, text_of

__all__ = ["LabelModel", "LabelText", "load_label_model", "sentence_texts", "text_of"]
