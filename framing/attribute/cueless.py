"""Reports without a cue of the lexicon: beside a quotation, behind a colon, "For Belgrade, ..."."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from framing.attribute.content_borders import Content
from framing.attribute.findings import Finding, Rules, finding_of
from framing.lexicons import Cue
from framing.records import OTHER


class CuelessRules(Rules):
    """Reports that no cue of the lexicon marks; each looks at what the other rules found first."""

    @property
    def rules(self) -> tuple[Callable[[Sequence[Finding]], Iterator[Finding]], ...]:
        """Every rule, in the order to try them."""
        return self.quoted, self.colon, self.for_side

    def quoted(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """As in "“…,” she smiles", "He shrugs: “…”": beside a quotation any verb of a person reports."""
        view = self.view
        if not view.quotations:
            return
        said = Cue("", "verb", "neutral", frozenset(("quote",)))
        for verb, shape in enumerate(view.shapes):
            if shape != "V" or view.quote_of[verb] >= 0:
                continue
            if view.norm(verb) in self.grammar["be"] or any(f.rule.endswith("quote") or f.covers(verb) for f in found):
                continue
            group = self.subjects.verb_group(verb)
            source = self.subjects.before(group.first)
            actors = self.sources.of(source) if source else ()
            if not source or not actors or actors[0].kind in ("people", "described"):
                continue
            content = self.contents.before(said, source.first, verb + 1) or self.contents.behind(said, verb + 1)
            if content and content.complement == "quote" and self._is_speech(content):
                yield finding_of(
                    (source.first, source.last), (group.first, verb + 1), content.pieces, said, actors, "beside-quote"
                )
                return

    def _is_speech(self, content: Content) -> bool:
        """Whether a quotation is more than a word or title: it has a verb, or five words."""
        first, last = content.pieces[0]
        return last - first > 6 or any(shape in "VM" for shape in self.view.shapes[first:last])

    def colon(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """As in "Vučić: Serbia will not ...", as headlines and interviews have it."""
        view = self.view
        for at in range(1, min(9, len(view.tokens) - 1)) if ":" in view.norms else ():
            if view.tokens[at].text == ":" and at in view.chunk_ending:
                source = self.subjects.before(at)
                if source and source.first == 0 and not any(f.cue and f.cue[0] < at for f in found):
                    actors = self.sources.of(source)
                    if actors and actors[0].kind in ("named", "described", "role"):
                        yield Finding((0, at), (at, at + 1), ((at + 1, len(view.tokens)),), "neutral", actors, "colon")
                return

    def for_side(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """As in "For Belgrade, the text was ...": whose view a sentence gives, at its start."""
        view = self.view
        if view.norm(0) not in self.grammar["viewpoint"]:
            return
        source = self.subjects.after(1, apposition=False)
        if source and view.norm(source.last) == ",":
            named = (actor for actor in self.sources.of(source) if actor.kind in ("named", "described", "role"))
            actors = tuple(actor for actor in named if actor.perspective != OTHER)
            if actors and not any(f.source and f.source[0] == source.first for f in found):
                yield Finding(
                    (source.first, source.last),
                    (0, 1),
                    ((source.last + 1, self.contents.end),),
                    "neutral",
                    actors,
                    "for-side",
                )
