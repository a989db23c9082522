"""The word vectors of word-based target sentiment, from the base encoder's weights.

Every word is read alone by all-MiniLM-L6-v2 (Apache-2.0); the mean of its pieces' last states, brought to length 1,
is reduced to 64 principal dimensions of equal spread in 8 bits. The words are the encoder's own whole-word pieces and
those of the general lexicons; no text is read.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import torch
from network import Network
from tokenizers import Tokenizer

from framing.learn.target.vectors import WordVectors
from framing.lexicons import Lexicons
from framing.score.baselines import vader_lexicon

DIMENSIONS, BATCH = 64, 256
WORD = re.compile(r"[a-z][a-z'-]+")


def vocabulary(folder: Path, lexicons: Lexicons) -> list[str]:
    """The encoder's whole words and the words of the lexicons, sorted."""
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    phrases = [*lexicons.cues, *lexicons.roles, *lexicons.shifters, *lexicons.stance, *vader_lexicon()]
    phrases += [term.term for term in lexicons.sentiment]
    words = {word for phrase in phrases for word in phrase.split()} | set(pieces)
    return sorted(word for word in words if WORD.fullmatch(word))


def word_states(folder: Path, words: list[str]) -> np.ndarray:
    """The mean state of each word's pieces, shape (n_words, 384)."""
    network = Network(folder).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    ids = [encoding.ids for encoding in tokenizer.encode_batch(words)]
    order = sorted(range(len(words)), key=lambda at: len(ids[at]))
    found = np.zeros((len(words), 384), np.float32)
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        longest = max(len(ids[at]) for at in batch)
        table = torch.tensor([ids[at] + [0] * (longest - len(ids[at])) for at in batch])
        sizes = torch.tensor([len(ids[at]) for at in batch])[:, None]
        place = torch.arange(longest)[None]
        inner = ((place > 0) & (place < sizes - 1)).float()[..., None]
        with torch.no_grad():
            read = network.states(table, torch.zeros_like(table), place < sizes)
        found[batch] = ((read * inner).sum(1) / inner.sum(1)).numpy()
    return found


def principal(vectors: np.ndarray) -> np.ndarray:
    """The first principal dimensions, their signs fixed by their largest weight."""
    vectors = vectors.astype(np.float64)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors -= vectors.mean(axis=0)
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    axes = axes[:, ::-1][:, :DIMENSIONS]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(DIMENSIONS)])
    return vectors @ axes


def word_vectors(folder: Path, lexicons: Lexicons) -> WordVectors:
    """The vectors of the encoder's whole words and the words of the lexicons."""
    words = vocabulary(folder, lexicons)
    return WordVectors.of(words, principal(word_states(folder, words)))
