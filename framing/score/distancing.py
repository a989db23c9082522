"""Finds where a writer keeps a distance from another's words or name: scare quotes, "so-called" and their kin.

Scare quotes are quotation marks round a few words of the outlet's own sentence that nobody is reported to have said
(Predelli 2003; Meibauer 2015). They are told from mixed attribution ("he spoke of a 'gift'") by the attributions found,
and from titles, names, nicknames and words spoken of by capitals and by the words before them
(``lexicons/quoted_names.tsv``). Each mark has the side that its words name or belong to. What it cannot see: irony
without marks, and a quoted fragment whose source attribution has missed, which looks the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from framing.judgements import Distance
from framing.lexicons import Lexicons, Match, PhraseMatcher
from framing.quotations import Quotation
from framing.records import NARRATOR, Attributed, Attribution, Document, Sentence, Span, Token
from framing.speakers import Speakers

SCARE_QUOTES, NAMING, ALLEGED, WORK = "scare_quotes", "naming", "alleged", "work"
CLAUSE_MARKS = frozenset(",;:—–")
MOST_WORDS = 4
CUE_REACH_TOKENS = 8
NAME_REACH_TOKENS = 2
LEAST_LETTERS = 2
PHRASE_TOKENS = 7
PHRASE_TAGS = frozenset(("DT", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "VBN", "VBG", "POS", "FW"))
PARTICIPLE_TAGS = frozenset(("VBN", "VBG"))
SPEECH_ENDS = frozenset("?!.…")
OPENING = frozenset(("“", '"', "„", "«", "‘", "``"))
CONTENT_TAGS = ("NN", "JJ", "V", "RB", "FW", "CD")
CLOSING = frozenset(("”", '"', "“", "»", "’", "''"))
MODIFIER_TAGS = frozenset(("JJ", "JJR", "JJS", "VBN", "RB"))
PEOPLE = frozenset(("person", "body"))
FINITE_TAGS = frozenset(("VBD", "VBZ", "VBP", "MD", "PRP"))


class DistanceFinder:
    """The words and marks of distance, ready for use.

    Parameters
    ----------
    lexicons : Lexicons
    sides : PhraseMatcher of str
        The study's terms with their side, whose naming a quoted term is.
    """

    def __init__(self, lexicons: Lexicons, sides: PhraseMatcher[str]) -> None:
        self._markers = PhraseMatcher(lexicons.distancing.items(), lemmas=False)
        self._names = PhraseMatcher(lexicons.quoted_names.items(), lemmas=False)
        reporting = [
            (form, True) for form, cues in lexicons.cues.items() if any(cue.part in ("verb", "phrase") for cue in cues)
        ]
        self._cues = PhraseMatcher(reporting, lemmas=False)
        self._sides = sides
        grammar = lexicons.grammar
        self._links = grammar["phrase_link"]
        self._be = grammar["be"]
        self._seats = grammar["seat_preposition"]
        self._authors = grammar["author_preposition"]
        self._roles, self._nouns = lexicons.roles, lexicons.nouns

    def find(
        self, document: Document, attributed: Attributed, speakers: Speakers, quotations: Sequence[Quotation]
    ) -> list[Distance]:
        """The marks of distance of a document in the order of the text."""
        found: list[Distance] = []
        for sentence in document.sentences:
            matches = self._markers.find(sentence.tokens)
            within = [each for each in quotations if sentence.start <= each.start and each.end <= sentence.end]
            if matches or within:
                page = _Page(document.article.text, sentence, attributed, speakers)
                marked = list(self._by_words(page, matches))
                quoted = [mark for quotation in within for mark in self._scare_quotes(page, quotation)]
                found += _once(marked, quoted)
        return sorted(found, key=lambda distance: (distance.start, distance.end))

    def _by_words(self, page: _Page, matches: Iterable[Match[str]]) -> Iterator[Distance]:
        tokens = page.sentence.tokens
        for match in matches:
            end = self._phrase_end(tokens, match.last)
            adverb = tokens[match.first].tag == "RB"
            if match.value != NAMING and not adverb and (end == match.last or tokens[match.first].tag in FINITE_TAGS):
                continue  # a verb: "is alleged to", "was supposed to"
            end = match.last if adverb and match.value == ALLEGED else end
            side = _namer(page, match, end) if match.value == NAMING else None
            if match.value != NAMING and end > match.last:
                side = self._owner(page, match.first, end, match.value)
            yield page.distance(match.first, end, match.value, side)

    def _owner(self, page: _Page, first: int, end: int, marker: str) -> str | None:
        """The side that the marked words name, that has them or stands behind them.

        So in "Moscow's “concern”", "alleged Serbian agents", "the alleged attack by Kosovo police", "the so-called
        experts in Pristina". What is alleged "of" or "in" a side may as well be done to it.
        """
        tokens = page.sentence.tokens
        link = next((at for at in range(first + 1, end) if tokens[at].norm in self._links), end)
        stop = link if marker == ALLEGED else end
        side = page.side(tokens[first].start, tokens[stop - 1].end) or page.side_before(first)
        behind = end + 1 if end < len(tokens) and tokens[end].text in CLOSING else end
        if side or behind >= len(tokens) or stop < end:
            return side
        preposition = tokens[behind].norm
        if preposition in self._authors and not (marker == ALLEGED and preposition in self._links):
            if preposition not in self._seats or (marker != ALLEGED and self._are_people(tokens[end - 1])):
                return page.side_of_phrase(behind + 1, self._phrase_end(tokens, behind + 1))
            return None
        apposed = tokens[behind].text == "," and marker != SCARE_QUOTES and behind + 1 < len(tokens)
        return page.side(tokens[behind + 1].start, tokens[behind + 1].end) if apposed else None

    def _are_people(self, head: Token) -> bool:
        """Whether a noun is one for persons or a body, who may stand for a side: "experts", not "crisis"."""
        return head.norm in self._roles or head.lemma in self._roles or self._nouns.get(head.lemma) in PEOPLE

    def _scare_quotes(self, page: _Page, quotation: Quotation) -> Iterator[Distance]:
        tokens = page.sentence.tokens
        inside = [at for at, token in enumerate(tokens) if quotation.start <= token.start < quotation.end]
        words = [at for at in inside if any(map(str.isalpha, tokens[at].text))]
        letters = max((sum(map(str.isalpha, tokens[at].text)) for at in words), default=0)
        if letters < LEAST_LETTERS or not 1 <= len(words) <= MOST_WORDS or page.says(quotation):
            return
        first, last = words[0], words[-1] + 1
        side = next((match.value for match in self._sides.find(tokens[first:last])), None)
        side = side or page.named(tokens[first].start, tokens[last - 1].end)
        if self._is_speech(tokens, inside, words) or (side is None and self._is_name(tokens, inside, words)):
            return
        end = self._phrase_end(tokens, inside[-1] + 1)
        side = side or self._owner(page, first, end, SCARE_QUOTES)
        yield page.distance(first, last, SCARE_QUOTES, side)

    def _is_speech(self, tokens: Sequence[Token], inside: Sequence[int], words: Sequence[int]) -> bool:
        """Whether a quotation is a statement or stands by a reporting cue, whose source has not been found."""
        marks = {tokens[at].text for at in inside if at > words[-1]}
        clause = len(words) > 1 and any(tokens[at].tag in FINITE_TAGS for at in words)
        if marks & SPEECH_ENDS - {"."} or clause:
            return True
        first, last = inside[0] - 1, inside[-1] + 1
        while first >= max(0, inside[0] - CUE_REACH_TOKENS) and tokens[first].text not in CLAUSE_MARKS:
            first -= 1
        behind = range(last, last + NAME_REACH_TOKENS + 1)
        if last < len(tokens) and tokens[last].norm in self._be:
            behind = range(0)  # "the “annexation” was condemned"
        return any(first < match.first < inside[0] or match.first in behind for match in self._cues.find(tokens))

    def _is_name(self, tokens: Sequence[Token], inside: Sequence[int], words: Sequence[int]) -> bool:
        """Whether a quotation is a title, a name, a nickname or a word spoken of."""
        before = tokens[max(0, inside[0] - NAME_REACH_TOKENS) : inside[0]]
        behind = tokens[inside[-1] + 1 : inside[-1] + 1 + NAME_REACH_TOKENS]
        if self._names.find(before) or any(match.value == WORK for match in self._names.find(behind)):
            return True
        capitals = [
            tokens[at].text[0].isupper() or tokens[at].text[0].isdigit() for at in words if _is_content(tokens[at])
        ]
        opens = inside[0] == 0
        return bool(capitals) and all(capitals) and not (opens and len(words) == 1)

    def _phrase_end(self, tokens: Sequence[Token], position: int) -> int:
        """Where the noun phrase that goes on at a position ends; its marks and its "of" phrase belong to it."""
        at = position
        if at + 1 < len(tokens) and tokens[at].text in OPENING | CLOSING:
            at += 1
        start = at
        while at < len(tokens) and at - start < PHRASE_TOKENS:
            token = tokens[at]
            linked = (
                token.norm in self._links and at > start and at + 1 < len(tokens) and tokens[at + 1].tag in PHRASE_TAGS
            )
            behind_noun = at > start and token.tag in PARTICIPLE_TAGS and tokens[at - 1].tag.startswith("NN")
            if behind_noun or (token.tag not in PHRASE_TAGS and not linked):
                break
            at += 1
        return at if at > start else position


class _Page:
    """A sentence in its text, with what attribution found in it."""

    def __init__(self, text: str, sentence: Sentence, attributed: Attributed, speakers: Speakers) -> None:
        self.text = text
        self.sentence = sentence
        self.speakers = speakers
        self.mentions = [mention for mention in attributed.mentions if mention.sentence_index == sentence.index]
        self.attributions = [each for each in attributed.attributions if each.sentence_index == sentence.index]

    def distance(self, first: int, last: int, marker: str, side: str | None) -> Distance:
        """The record of ``tokens[first:last]``."""
        start, end = self.sentence.tokens[first].start, self.sentence.tokens[last - 1].end
        voice = NARRATOR if marker == SCARE_QUOTES else self.speakers.voice(start, end)
        return Distance(self.sentence.index, start, end, self.text[start:end], marker, voice, side)

    def side(self, start: int, end: int) -> str | None:
        """The side of the first mention in a stretch of the text."""
        return next((each.perspective for each in self.mentions if each.start < end and start < each.end), None)

    def side_before(self, first: int) -> str | None:
        """The side that has the words from a token on: "Moscow's “concern”", "the Kosovo “police”"."""
        tokens, at = self.sentence.tokens, first - 1
        quoted = at >= 0 and tokens[at].text in OPENING
        at -= quoted
        if quoted and at > 0 and tokens[at - 1].tag == "DT":
            return self.named(tokens[at].start, tokens[at].end)
        while at > 0 and tokens[at].tag in MODIFIER_TAGS:
            at -= 1
        if at <= 0 or tokens[at].tag != "POS":
            return None
        return next((each.perspective for each in self.mentions if each.end == tokens[at].start), None)

    def side_of_phrase(self, first: int, last: int) -> str | None:
        """The side that the first noun phrase of tokens names, up to where another belongs to it ("of")."""
        tokens = self.sentence.tokens
        link = next((at for at in range(first, last) if tokens[at].tag not in PHRASE_TAGS), last)
        return self.side(tokens[first].start, tokens[link - 1].end) if first < link else None

    def says(self, quotation: Quotation) -> bool:
        """Whether somebody is reported to say what a quotation holds; the subject of a passive is not said."""
        return any(
            not (_is_patient(attribution, piece) and (piece.start, piece.end) != (quotation.start, quotation.end))
            for piece, attribution in self.speakers.touching(quotation.start, quotation.end)
        )

    def named(self, start: int, end: int) -> str | None:
        """The side that a stretch of the text names and nothing else."""
        return next((each.perspective for each in self.mentions if (each.start, each.end) == (start, end)), None)


def _is_patient(attribution: Attribution, piece: Span) -> bool:
    """Whether a piece of content is the subject of a passive: "[the “Republic of Kosovo”] was recognised by Israel"."""
    passive = attribution.rule.startswith("passive-by")
    return passive and attribution.cue is not None and piece.end <= attribution.cue.start


def _namer(page: _Page, match: Match[str], end: int) -> str | None:
    """The side whose naming "what it calls" reports."""
    start, stop = page.sentence.tokens[match.first].start, page.sentence.tokens[end - 1].end
    cues = [each for each in page.attributions if each.cue and each.cue.start < stop and start < each.cue.end]
    sources = cues or page.speakers.holding(start, stop)
    return sources[0].perspective if sources else None


def _once(marked: Sequence[Distance], quoted: Sequence[Distance]) -> Iterator[Distance]:
    """The marks of a sentence; a word in scare quotes that is marked already ("the so-called “police”") counts once."""
    for mark in marked:
        within = [each for each in quoted if mark.start <= each.start and each.end <= mark.end]
        side = next((each.perspective for each in within if each.perspective), None)
        yield replace(mark, perspective=mark.perspective or side) if mark.marker != NAMING else mark
    for each in quoted:
        if not any(mark.start <= each.start and each.end <= mark.end for mark in marked):
            yield each


def _is_content(token: Token) -> bool:
    return token.tag.startswith(CONTENT_TAGS)
