"""Measures the finder of deeds against a treebank with gold dependencies and entities (GUM, CC BY 4.0).

    python experiments/angles/agency.py ../shared/data/tagging/gum_news.conllu [--errors]

A gold deed is read from the tree with the definition of ``framing.attribute.actions``: a verb that tells a deed as
done, with a subject and a direct object, or a passive. It counts where the head of its agent or patient is a person or
an organisation. A found deed is right where verb, construction, and the heads of both parties are those of the tree.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.attribute import Attributor
from framing.records import Action, Article
from framing.split import Splitter
from framing.study import load_study

SOMEBODY = ("person", "organization")
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


@dataclass
class Word:
    """A token of the treebank with its place in the text of its document."""

    number: int
    form: str
    lemma: str
    tag: str
    head: int
    relation: str
    start: int = 0
    children: list[Word] = field(default_factory=list)
    somebody: bool = False

    def child(self, *relations: str) -> Word | None:
        """The first child of one of the relations."""
        return next((word for word in self.children if word.relation in relations), None)


def documents(path: Path) -> Iterator[tuple[str, str, list[list[Word]]]]:
    """Every document: id, text, sentences."""
    name, text, sentences = "", "", list[list[Word]]()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().split("\n")
        new = [line.partition("=")[2].strip() for line in lines if line.startswith("# newdoc id")]
        if new:
            if sentences:
                yield name, text, sentences
            name, text, sentences = new[0], "", []
        if any(line.startswith("# newpar") for line in lines) and text:
            text = text.rstrip() + "\n\n"
        words, text = read_sentence(lines, text)
        if words:
            sentences.append(words)
    yield name, text, sentences


def read_sentence(lines: list[str], text: str) -> tuple[list[Word], str]:
    """The words of a sentence, and the text with the sentence added."""
    words: list[Word] = []
    opened: list[tuple[str, str, int]] = []
    spans: list[tuple[str, int, int]] = []
    joined = range(0)
    for cells in (line.split("\t") for line in lines if line[:1].isdigit()):
        if "." in cells[0]:
            continue
        if "-" in cells[0]:
            joined = range(*map(int, cells[0].split("-")))
            continue
        word = Word(int(cells[0]), cells[1], cells[2], cells[4], int(cells[6]), cells[7], len(text))
        words.append(word)
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] or word.number in joined else " ")
        entity = next((part[7:] for part in cells[9].split("|") if part.startswith("Entity=")), "")
        read_entities(entity, word.number, opened, spans)
    by_number = {word.number: word for word in words}
    for word in words:
        if word.head in by_number:
            by_number[word.head].children.append(word)
    for kind, first, last in spans:
        inside = [word for word in words if first <= word.number <= last]
        heads = [word for word in inside if not first <= word.head <= last]
        if kind in SOMEBODY:
            for word in heads:
                word.somebody = True
    return words, text


def read_entities(mark: str, number: int, opened: list[Any], spans: list[tuple[str, int, int]]) -> None:
    """Reads one bracket notation: ``(1-person-...`` opens, ``1)`` closes, ``(1-person-...)`` does both."""
    at = 0
    while at < len(mark):
        if mark[at] == "(":
            end = min((place for place in (mark.find("(", at + 1), mark.find(")", at + 1)) if place > 0), default=-1)
            body = mark[at + 1 : end if end > 0 else len(mark)]
            group, kind = body.split("-")[:2]
            if end > 0 and mark[end] == ")":
                spans.append((kind, number, number))
                at = end + 1
            else:
                opened.append((group, kind, number))
                at = end if end > 0 else len(mark)
        else:
            end = mark.find(")", at)
            group = mark[at:end]
            for place in range(len(opened) - 1, -1, -1):
                if opened[place][0] == group:
                    _, kind, first = opened.pop(place)
                    spans.append((kind, first, number))
                    break
            at = end + 1


@dataclass(frozen=True)
class Gold:
    """A gold deed: offsets of the verb and of the heads of its parties."""

    start: int
    construction: str
    agent: Word | None
    patient: Word | None


def gold_of(words: list[Word], study: Any) -> Iterator[Gold]:
    """The gold deeds of a sentence, somebody or not."""
    lexicons, by_number = study.lexicons, {word.number: word for word in words}
    grammar = lexicons.grammar
    if words[-1].form == "?":
        return
    for word in words:
        kind = lexicons.verbs.get(word.lemma)
        reports = any(cue.speaks for cue in lexicons.cues.get(word.form.lower(), ()))
        if not word.tag.startswith("VB") or (kind and kind != "motion") or reports:
            continue
        auxiliaries = [each for each in word.children if each.relation in ("aux", "aux:pass")]
        marks = {
            each.form.lower() for each in word.children if each.relation in ("mark", "advmod", "aux", "cc:preconj")
        }
        barred = ("negation", "future", "hypothetical", "condition", "unasserted")
        if "to" in marks or any(marks & grammar[name] for name in barred):
            continue
        if word.tag == "VB" and not auxiliaries:
            continue
        yield from deed(word, by_number, auxiliaries)


def deed(word: Word, by_number: dict[int, Word], auxiliaries: list[Word]) -> Iterator[Gold]:
    """The deed of a verb, if it has the parties of one."""
    agent = word.child("obl:agent")
    construction = "passive_with_agent" if agent else "passive_without_agent"
    if word.relation in ("acl",) and word.tag == "VBN" and not auxiliaries:
        yield Gold(word.start, construction, agent, by_number.get(word.head))
        return
    subject = word.child(*SUBJECTS)
    chain = word
    while subject is None and chain.relation == "conj" and chain.head in by_number:
        chain = by_number[chain.head]
        subject = chain.child(*SUBJECTS)
    if subject is None or subject.form.lower() in ("nobody", "none", "nothing"):
        return
    if subject.form.lower() in ("who", "which", "that") and chain.relation == "acl:relcl":
        subject = by_number.get(chain.head, subject)
    if word.child("aux:pass") or (
        chain is not word and chain.child("aux:pass") and word.tag == "VBN" and not word.child("obj")
    ):
        yield Gold(word.start, construction, agent, subject)
        return
    target = word.child("iobj") or word.child("obj")
    finite = word.tag in ("VBD", "VBZ", "VBP", "VB") or any(each.relation == "aux" for each in auxiliaries)
    if target and (finite or chain is not word) and not (word.tag == "VBG" and not auxiliaries):
        yield Gold(word.start, "active", subject, target)


def holds(action: Action, words: str | None, head: Word | None, text: str, sentence: tuple[int, int]) -> bool:
    """Whether the words of a party hold the head of the tree's."""
    if (words is None) != (head is None):
        return False
    if head is None or words is None:
        return True
    before = text[sentence[0] : head.start]
    place = len(" ".join(before.split())) + before[-1:].isspace()
    whole = " ".join(text[sentence[0] : sentence[1]].split())
    first = whole.find(words)
    while first >= 0 and not first <= place < first + len(words):
        first = whole.find(words, first + 1)
    return first >= 0


def main() -> None:
    """Prints precision and recall by construction."""
    parser = argparse.ArgumentParser()
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    study = load_study("kosovo")
    splitter, attributor = Splitter.from_lexicons(study.lexicons), Attributor(study)
    counts: Counter[tuple[str, str]] = Counter()
    for _, text, sentences in documents(options.treebank):
        document = splitter.split(Article("gum", text))
        attributed = attributor.attribute(document)
        cues = [each.cue for each in attributed.attributions if each.cue]
        gold = {each.start: each for words in sentences for each in gold_of(words, study)}
        gold = {start: each for start, each in gold.items() if not any(cue.start <= start < cue.end for cue in cues)}
        met = set()
        for action in attributed.actions:
            verb = next((start for start in sorted(gold, reverse=True) if action.start <= start < action.end), None)
            bounds = (document.sentences[action.sentence_index].start, document.sentences[action.sentence_index].end)
            each = gold.get(verb) if verb is not None else None
            right = each is not None and each.construction == action.construction
            agent = right and holds(action, action.agent_text, each.agent, text, bounds)
            patient = right and holds(action, action.patient_text, each.patient, text, bounds)
            counts[action.construction, "found"] += 1
            counts[action.construction, "verb and construction right"] += right
            counts[action.construction, "parties right too"] += bool(agent and patient)
            for side, head in (
                (action.agent_perspective, each and each.agent),
                (action.patient_perspective, each and each.patient),
            ):
                if right and side and head:
                    counts["all", "party said to be somebody"] += 1
                    counts["all", "is somebody"] += head.somebody
            if right:
                met.add(verb)
            if not (agent and patient) and options.errors:
                print(
                    "FALSE",
                    action.construction,
                    "|",
                    action.text,
                    "|",
                    action.agent_text,
                    "|",
                    action.patient_text,
                    "| gold",
                    each and (each.construction, each.agent and each.agent.form, each.patient and each.patient.form),
                    "||",
                    " ".join(text[bounds[0] : bounds[1]].split())[:200],
                )
        for start, each in gold.items():
            parties = [party for party in (each.agent, each.patient) if party]
            if any(party.somebody for party in parties):
                counts[each.construction, "gold"] += 1
                counts[each.construction, "gold found"] += start in met
                if start not in met and options.errors:
                    print(
                        "LOST ",
                        each.construction,
                        "|",
                        each.agent and each.agent.form,
                        "|",
                        each.patient and each.patient.form,
                        "||",
                        text[max(0, start - 60) : start + 60].replace("\n", " "),
                    )
    for name in ("active", "passive_with_agent", "passive_without_agent"):
        print(name, {key: value for (construction, key), value in sorted(counts.items()) if construction == name})
    print({key: value for (name, key), value in counts.items() if name == "all"})


if __name__ == "__main__":
    main()
