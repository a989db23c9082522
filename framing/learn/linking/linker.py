"""Which source and cue belong to which content: logistic regression over pairs, then the surest links first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.learn.linking.assemble import assemble
from framing.learn.linking.features import N_CODES, codes_of
from framing.learn.linking.layout import Layout, layout_of
from framing.learn.linking.pairs import RELATIONS, Pairs, Relation, pairs_of
from framing.learn.linking.records import LinkedAttribution
from framing.learn.passages import Passage
from framing.learn.spans import FoundSpan

Weights = NDArray[np.float32]


class Linker:
    """Links the spans of documents into attributions.

    Parameters
    ----------
    weights : mapping of Relation to array of shape (N_CODES + 1,)
        The weights of the features' codes, the intercept last.

    Notes
    -----
    Candidates are the four nearest on either side within two paragraphs; longer quotations are followed from piece
    to piece. Only the shape of the text is seen (order, distance, punctuation, quotation, tags), no words: where only
    a reader who knows the persons can tell them apart, the linker cannot. An attribution has one cue and one source
    at most, as the articles it learns from have; a source may serve several attributions.
    """

    def __init__(self, weights: Mapping[Relation, Weights]) -> None:
        self.weights = dict(weights)

    def link(
        self, documents: Sequence[Sequence[Passage]], spans: Sequence[Sequence[Sequence[FoundSpan]]]
    ) -> list[list[LinkedAttribution]]:
        """The attributions of each document, in the order of the text; every span is in at least one of them.

        Parameters
        ----------
        documents : sequence of sequences of Passage
            All passages of each document, in order.
        spans : sequence of sequences of sequences of FoundSpan
            The spans found in each passage of each document.

        Notes
        -----
        What is found in a document does not depend on the others; many at once are faster.
        """
        if not any(map(any, spans)):
            return [[] for _ in documents]
        layout = layout_of(documents, spans)
        return assemble(layout, self.probabilities(layout), len(documents))

    def probabilities(self, layout: Layout) -> dict[Relation, tuple[Pairs, NDArray[np.float64]]]:
        """The candidate links with their probabilities, by relation."""
        found = {}
        for relation in RELATIONS:
            weights = self.weights[relation]
            pairs = pairs_of(layout, relation)
            logits = np.full(len(pairs.start), float(weights[-1]))
            for column in codes_of(layout, pairs).T:
                logits += weights[column]
            found[relation] = (pairs, 1 / (1 + np.exp(-logits)))
        return found

    def to_arrays(self) -> dict[str, Weights]:
        """The weights as float32 arrays by the relation's name, for ``numpy.savez_compressed``."""
        return {relation.name: self.weights[relation] for relation in RELATIONS}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Linker:
        """The linker of ``to_arrays``.

        Raises
        ------
        ValueError
            An array is missing or has another shape than the features of this version; the text names each.
        """
        problems = []
        for name in (relation.name for relation in RELATIONS):
            if name not in arrays:
                problems.append(f"{name} is missing")
            elif arrays[name].shape != (N_CODES + 1,):
                problems.append(f"{name} has shape {arrays[name].shape}, wanted ({N_CODES + 1},)")
        if problems:
            raise ValueError("weights of the linker: " + "; ".join(problems))
        return cls({relation: np.asarray(arrays[relation.name], np.float32) for relation in RELATIONS})
