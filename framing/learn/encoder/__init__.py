"""A small encoder at run time: passages in, a state for every piece of every word out, by onnxruntime alone."""

from framing.learn.encoder.encoder import Encoded, Encoder
from framing.learn.encoder.pieces import TYPES, PieceReader, Pieces
from framing.learn.encoder.seen import SEEN, SeenTexts

__all__ = ["SEEN", "TYPES", "Encoded", "Encoder", "PieceReader", "Pieces", "SeenTexts"]
