"""Whether a source is named, described or a pronoun."""

from __future__ import annotations

import re
from collections.abc import Callable

from framing.lexicons import Lexicons

CASES = ("pronoun", "object", "possessive")
PERSONS = ("he", "she", "they", "it")
FURTHER = ("first_person", "relative", "pronoun_indefinite", "pronoun_member")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*|\d[\w.,]*")
_OPENS = re.compile(r"(?:^|[.!?…:\n\"“”'‘`])\s*$")


def source_types(lexicons: Lexicons) -> Callable[[str, int, int], str]:
    """A function of a text and the place of a source in it: ``name``, ``description`` or ``pronoun``.

    A pronoun is one word of the lists; a name has a capital on the last word of its head (what stands before its first
    comma, preposition or relative pronoun), save a role noun that opens a sentence. It cannot see a name written
    in lower case.

    Examples
    --------
    >>> from framing.lexicons import load_lexicons
    >>> kind = source_types(load_lexicons())
    >>> text = "Officials said he and Ana Ilic, a nurse, left."
    >>> kind(text, 0, 9), kind(text, 15, 17), kind(text, 22, 39)
    ('description', 'pronoun', 'name')
    """
    categories = (*(f"{case}_{person}" for case in CASES for person in PERSONS), *FURTHER)
    pronouns = frozenset().union(*(lexicons.grammar[category] for category in categories))
    postmodifiers = lexicons.grammar["postmodifier"] | lexicons.grammar["relative"]

    def kind(text: str, start: int, end: int) -> str:
        words = [match[0] for match in _WORD.finditer(text[start:end].partition(",")[0])]
        if len(words) == 1 and words[0].lower() in pronouns:
            return "pronoun"
        head = next((at for at, word in enumerate(words) if at and word.lower() in postmodifiers), len(words))
        if not words or not words[head - 1][:1].isupper():
            return "description"
        opens = head == 1 and bool(_OPENS.search(text[max(0, start - 3) : start]))
        return "description" if opens and words[0].lower() in lexicons.roles else "name"

    return kind
