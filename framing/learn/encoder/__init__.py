"""A small encoder at run time: passages in, a state for every piece of every word out, by onnxruntime alone."""

from framing.learn.encoder.encoder import Encoded, Encoder
from framing.learn.encoder.pieces import TYPES, PieceReader, Pieces

__all__ = ["TYPES", "Encoded", "Encoder", "PieceReader", "Pieces"]
