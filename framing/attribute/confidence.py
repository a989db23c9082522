"""How likely an attribution is right: the measured share of its rule, and the surest of what a model says of its links."""

from __future__ import annotations

from collections.abc import Mapping

SURE_LINK = 0.9
UNMEASURED = 0.5


class Confidence:
    """Confidences of attributions in one document.

    Parameters
    ----------
    shares : mapping of (str, str) to float
        ``Lexicons.confidence``.
    reader : str
        ``model`` where a model has proposed attributions for the document, else ``rules``.

    Notes
    -----
    The share of a rule is that on held-out articles and coded texts. Links from ``SURE_LINK`` up are right as often as
    their rule is; below, the probability of the weakest link is multiplied in. It does not see how hard the sentence is.

    Examples
    --------
    >>> of = Confidence({("subject+learnt", "model"): 0.9}, "model")
    >>> of("subject+learnt", 0.95), of("subject+learnt", 0.5), of("unheard-of", 1.0)
    (0.9, 0.45, 0.5)
    """

    def __init__(self, shares: Mapping[tuple[str, str], float], reader: str) -> None:
        self._shares = shares
        self._reader = reader

    def __call__(self, rule: str, link: float) -> float:
        """The confidence of a finding of a rule whose weakest link has a probability (1.0 without a model)."""
        share = self._shares.get((rule, self._reader))
        if share is None:
            family = rule.partition("-")[0] + ("+learnt" if rule.endswith("+learnt") else "")
            share = self._shares.get((family, self._reader), UNMEASURED)
        return round(share * (1.0 if link >= SURE_LINK else link), 6)
