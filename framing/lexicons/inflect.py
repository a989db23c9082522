"""The forms of English nouns and verbs: regular ones by spelling rule, irregular past forms from the lexicon."""

from __future__ import annotations

import re

_SHORT = re.compile(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]")
_ENDS_IN_ONE_VOWEL_AND_CONSONANT = re.compile(r".*(?:[^aeiou]|qu)[aeiou][^aeiouwxy]")


def plural_of(noun: str) -> str:
    """The regular plural of a noun, which is also the third person of a verb.

    >>> plural_of("denial"), plural_of("reply"), plural_of("stress")
    ('denials', 'replies', 'stresses')
    """
    if re.search(r"(?:s|x|z|ch|sh|o)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"


def singulars_of(noun: str) -> tuple[str, ...]:
    """The words of which this would be the regular plural: several where spelling alone does not tell, or none.

    >>> singulars_of("mayors"), singulars_of("heroes"), singulars_of("police"), singulars_of("progress")
    (('mayor',), ('hero', 'heroe'), (), ())
    """
    if re.search(r"(?:s|u|i)s$", noun):
        return ()
    stems = (noun[:-3] + "y", noun[:-2], noun[:-1])
    return tuple(stem for stem in stems if len(stem) > 1 and plural_of(stem) == noun)


def verb_forms(base: str, *irregular: str) -> frozenset[str]:
    """Every form of the verb ``base``; its past forms where they are irregular.

    A verb of several syllables doubles its last consonant by stress and by country ("admitted", "edited",
    "signalled", "signaled"); both spellings are given.

    >>> sorted(verb_forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    >>> sorted(verb_forms("say", "said"))
    ['said', 'say', 'saying', 'says']
    >>> {"urging", "urged"} < verb_forms("urge"), {"signalled", "signaling"} < verb_forms("signal")
    (True, True)
    """
    if base.endswith("ie"):
        gerunds, pasts = {base[:-2] + "ying"}, {base + "d"}
    elif base.endswith("e"):
        gerunds, pasts = {base + "ing" if base.endswith(("ee", "oe", "ye")) else base[:-1] + "ing"}, {base + "d"}
    elif re.search(r"[^aeiou]y$", base):
        gerunds, pasts = {base + "ing"}, {base[:-1] + "ied"}
    else:
        stems = {base}
        if _SHORT.fullmatch(base):
            stems = {base + base[-1]}
        elif _ENDS_IN_ONE_VOWEL_AND_CONSONANT.fullmatch(base):
            stems.add(base + base[-1])
        gerunds, pasts = {stem + "ing" for stem in stems}, {stem + "ed" for stem in stems}
    return frozenset({base, plural_of(base), *gerunds, *(irregular or pasts)})
