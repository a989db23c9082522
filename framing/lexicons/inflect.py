"""The forms of English verbs: regular ones by spelling rule, irregular past forms from the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass

VOWELS = "aeiou"
_DOUBLES = re.compile(rf"[^{VOWELS}]*[{VOWELS}][^{VOWELS}wxy]")
_STRESSED_LAST = re.compile(r".*(?:mit|fer|pel|cur|gret|bat|bel|plan|drop|rol)$")


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The five forms of a verb."""

    base: str
    third: str
    gerund: str
    past: str
    participle: str

    def all(self) -> frozenset[str]:
        """Every form."""
        return frozenset((self.base, self.third, self.gerund, self.past, self.participle))


def inflect(base: str, past: str = "", participle: str = "") -> VerbForms:
    """The forms of the verb ``base``; ``past`` and ``participle`` where they are irregular.

    >>> inflect("deny").all() == {"deny", "denies", "denying", "denied"}
    True
    >>> inflect("admit").past, inflect("urge").gerund, inflect("say", "said", "said").past
    ('admitted', 'urging', 'said')
    """
    if re.search(r"(?:s|x|z|ch|sh|o)$", base):
        third = base + "es"
    elif re.search(rf"[^{VOWELS}]y$", base):
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    stem = base
    if _DOUBLES.fullmatch(base) or _STRESSED_LAST.match(base):
        stem = base + base[-1]
    if base.endswith("ie"):
        gerund = base[:-2] + "ying"
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        gerund = base[:-1] + "ing"
    else:
        gerund = stem + "ing"
    if base.endswith("e"):
        regular = base + "d"
    elif re.search(rf"[^{VOWELS}]y$", base):
        regular = base[:-1] + "ied"
    else:
        regular = stem + "ed"
    past = past or regular
    return VerbForms(base, third, gerund, past, participle or past)
