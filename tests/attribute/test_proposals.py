"""What a trained model's proposals change in the attributions of the rules, and what they leave as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framing.attribute import Attributor
from framing.records import Article, Attributed, Attribution, ProposedAttribution, QuoteKind, Span
from framing.split import Splitter

Read = Callable[..., Attributed]
DATE = "2023-06-01"


@pytest.fixture(scope="module")
def read(splitter: Splitter, attributor: Attributor) -> Read:
    """Attributes a text with proposals."""

    def run(text: str, *proposals: ProposedAttribution) -> Attributed:
        return attributor.attribute(splitter.split(Article("case", text, date=DATE)), proposals)

    return run


def proposed(
    text: str, source: str, cue: str, *content: str, kind: QuoteKind = "indirect", behind: str = ""
) -> ProposedAttribution:
    """A proposal whose parts are the first places of their words in the text, or the first behind other words."""
    start = text.index(behind) if behind else 0

    def spans(*parts: str) -> tuple[Span, ...]:
        places = ((text.index(words, start), words) for words in parts if words)
        return tuple(Span(at, at + len(words)) for at, words in places)

    return ProposedAttribution(kind, spans(source), spans(cue), spans(*content), 0.9)


def voices(found: Attributed) -> list[tuple[str, ...]]:
    return [voice.voices for voice in found.voices]


def words(text: str, attribution: Attribution) -> tuple[str | None, str | None, list[str]]:
    """Source, cue and content of an attribution."""
    source, cue = (span.of(text) if span else None for span in (attribution.source, attribution.cue))
    return source, cue, [piece.of(text) for piece in attribution.content]


def test_a_report_that_no_rule_finds_is_added(read: Read) -> None:
    text = "Kurti sang the praises of the new bridge."
    assert read(text).attributions == ()
    found = read(text, proposed(text, "Kurti", "sang the praises of", "the new bridge"))
    [added] = found.attributions
    assert words(text, added) == ("Kurti", "sang the praises of", ["the new bridge"])
    assert (added.entity_id, added.perspective, added.rule) == ("albin-kurti", "pristina", "learnt")
    assert voices(found) == [("pristina",)]


def test_the_class_of_a_listed_cue_is_known(read: Read) -> None:
    text = "It fell to Kurti to confirm the date."
    classes = [
        read(text, proposed(text, "Kurti", cue, "the date")).attributions[0].cue_class for cue in ("confirm", "fell")
    ]
    assert classes == ["stressing", None]


def test_a_shared_cue_gives_one_attribution_with_the_models_borders(read: Read) -> None:
    text = "Vučić said on Monday that the road stays closed in spite of the talks."
    [by_rule] = read(text).attributions
    [both] = read(text, proposed(text, "Vučić", "said", "the road stays closed")).attributions
    assert words(text, both) == ("Vučić", "said", ["the road stays closed"])
    assert words(text, by_rule) != words(text, both)
    assert (both.perspective, both.cue_class) == (by_rule.perspective, by_rule.cue_class)
    assert both.rule == f"{by_rule.rule}+learnt"


def test_the_model_finds_the_subject_that_the_rules_mistake(read: Read) -> None:
    text = "Vučić recalled that it was the Brussels Agreement that ended the dispute, and warned that a vote is due."
    recalled = proposed(text, "Vučić", "recalled", "that it was the Brussels Agreement that ended the dispute")
    warned = proposed(text, "Vučić", "warned", "that a vote is due")
    found = read(text, recalled, warned)
    assert {each.perspective for each in found.attributions} == {"belgrade"}
    assert voices(found) == [("belgrade",)]


def test_the_rules_know_whose_seat_an_impersonal_report_is_made_in(read: Read) -> None:
    text = "In Moscow it is seen as a provocation."
    [both] = read(text, proposed(text, "it", "is seen as", "a provocation")).attributions
    assert both.perspective == "moscow"
    assert both.source
    assert both.source.of(text) == "Moscow"


@pytest.mark.parametrize(
    ("opening", "pronoun", "entity", "side"),
    [
        ("Albin Kurti arrived late.", "He", "albin-kurti", "pristina"),
        ("Ana Brnabić arrived late.", "She", "ana-brnabic", "belgrade"),
    ],
)
def test_a_pronoun_is_followed(read: Read, opening: str, pronoun: str, entity: str, side: str) -> None:
    text = f"{opening} {pronoun} had kind words for the guests."
    found = read(text, proposed(text, pronoun, "had kind words for", "the guests", behind=pronoun))
    [added] = found.attributions
    assert (added.entity_id, added.perspective, added.sentence_index) == (entity, side, 1)


def test_a_source_nobody_knows_is_other(read: Read) -> None:
    text = "Shoppers sang the praises of the new bridge."
    assert voices(read(text, proposed(text, "Shoppers", "sang the praises of", "the new bridge"))) == [("other",)]


def test_the_source_may_stand_in_the_sentence_before(read: Read) -> None:
    text = "Vučić met Serbs. He left. A blunt message was his gift: the road stays closed."
    found = read(text, proposed(text, "Vučić", "A blunt message", "the road stays closed"))
    [added] = [each for each in found.attributions if each.rule == "learnt"]
    assert (added.sentence_index, added.entity_id) == (2, "aleksandar-vucic")
    assert words(text, added)[0] == "Vučić"


def test_a_pronoun_in_the_sentence_before_is_followed_from_there(read: Read) -> None:
    text = "Vučić arrived. Then he rose. A blunt message was heard by Kurti: the road stays closed."
    found = read(text, proposed(text, "he", "A blunt message", "the road stays closed", behind="n he"))
    [added] = [each for each in found.attributions if each.rule == "learnt"]
    assert added.entity_id == "aleksandar-vucic"


def test_content_may_go_on_over_the_next_sentences(read: Read) -> None:
    text = "Kurti listed his reasons. The road is unsafe. The bridge is old. It rained."
    found = read(text, proposed(text, "Kurti", "listed", "his reasons", "The road is unsafe. The bridge is old."))
    assert voices(found)[:4] == [("pristina",), ("pristina",), ("pristina",), ("narrator",)]


def test_a_quotation_that_a_proposal_reports_is_not_carried_once_more(read: Read) -> None:
    text = "Kurti paused. “We stay in the north,” he smiled. “We wait for the spring.” “We hope for rain.”"
    pieces = ("“We stay in the north,”", "“We wait for the spring.”", "“We hope for rain.”")
    found = read(text, proposed(text, "he", "smiled", *pieces, kind="direct"))
    [only] = found.attributions
    assert only.content[-1].of(text) == pieces[-1]
    assert voices(found)[1:] == [("pristina",)] * 3


def test_a_proposal_within_another_sources_words_is_no_voice(read: Read) -> None:
    text = "Vučić said that Kurti sang the praises of the new bridge."
    outer = proposed(text, "Vučić", "said", "that Kurti sang the praises of the new bridge")
    inner = proposed(text, "Kurti", "sang the praises of", "the new bridge")
    found = read(text, outer, inner)
    assert [each.perspective for each in found.attributions] == ["belgrade", "pristina"]
    assert voices(found) == [("belgrade",)]
    assert voices(read(text, inner)) == [("belgrade",)]


def test_a_rules_finding_within_proposed_content_is_dropped(read: Read) -> None:
    text = "“People imagine that we want a war over a line,” Kurti began."
    assert "imagine" in {words(text, each)[1] for each in read(text).attributions}
    quotation = text[: text.index(" Kurti")]
    [only] = read(text, proposed(text, "Kurti", "began", quotation, kind="direct")).attributions
    assert words(text, only) == ("Kurti", "began", [quotation])


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [("Kurti", "did not react to", ("the note",)), ("Kurti", "rose", ()), ("", "did not react to", ("the note",))],
    ids=["negated", "unlisted cue without content", "no source"],
)
def test_what_is_no_report_is_left_out(read: Read, source: str, cue: str, content: tuple[str, ...]) -> None:
    text = "Kurti rose early and did not react to the note."
    assert read(text, proposed(text, source, cue, *content)).attributions == ()


def test_findings_without_support_stay(read: Read) -> None:
    text = "Vučić said that the road stays closed. Kurti sang the praises of the new bridge."
    found = read(text, proposed(text, "Kurti", "sang the praises of", "the new bridge"))
    assert voices(found) == [("belgrade",), ("pristina",)]


def test_without_proposals_the_rules_decide(read: Read, attributor: Attributor, splitter: Splitter) -> None:
    text = "Kurti said no, adding that the talks failed. “We wait.” He left, confident that they would agree."
    assert read(text) == attributor.attribute(splitter.split(Article("case", text, date=DATE)))
    nothing = ProposedAttribution("indirect", (), (), (), 0.5)
    assert voices(read(text, nothing))[0] == voices(read(text))[0]


def test_the_order_of_the_proposals_does_not_matter_for_the_voices(read: Read) -> None:
    text = "Vučić said no. Kurti sang the praises of the bridge and Zakharova gave it a cold welcome."
    three = [
        proposed(text, "Vučić", "said", "no"),
        proposed(text, "Kurti", "sang the praises of", "the bridge"),
        proposed(text, "Zakharova", "gave", "it a cold welcome"),
    ]
    assert voices(read(text, *three)) == voices(read(text, *reversed(three)))


def test_participles_need_support_where_a_model_has_read_the_article(read: Read) -> None:
    text = "Vučić said no, adding that the talks failed."
    said = proposed(text, "Vučić", "said", "no")
    assert [each.rule for each in read(text).attributions] == ["subject", "participle"]
    assert [each.rule for each in read(text, said).attributions] == ["subject+learnt"]
    adding = proposed(text, "Vučić", "adding", "that the talks failed")
    assert [each.rule for each in read(text, said, adding).attributions] == ["subject+learnt", "participle+learnt"]


def test_who_speaks_is_not_named_in_the_clause_that_the_report_interrupts(read: Read) -> None:
    text = "Osmani met editors. Russia's ambassador in Belgrade, she added, likes to frighten people."
    content = "Russia's ambassador in Belgrade", "likes to frighten people"
    found = read(text, proposed(text, "she", "added", *content))
    assert voices(found) == [("narrator",), ("pristina",)]


def test_who_speaks_may_be_named_in_a_whole_clause_before_the_report(read: Read) -> None:
    text = "Lavrov met editors. Vučić had called Washington to apologise, he said."
    found = read(text, proposed(text, "he", "said", "Vučić had called Washington to apologise"))
    assert voices(found) == [("narrator",), ("belgrade",)]


def test_who_speaks_is_not_named_in_the_quoted_words(read: Read) -> None:
    text = "Lavrov met editors. “Vučić was right to call us,” he said."
    found = read(text, proposed(text, "he", "said", "“Vučić was right to call us,”", kind="direct"))
    assert voices(found) == [("narrator",), ("moscow",)]


def test_a_refusal_inside_what_a_proposal_reports_stays(read: Read) -> None:
    text = "Borrell said that Vučić had rejected the deal."
    found = read(text, proposed(text, "Borrell", "said", "that Vučić had rejected the deal"))
    assert voices(found) == [("west", "belgrade")]
    text = "Borrell said that Vučić had demanded the deal."
    found = read(text, proposed(text, "Borrell", "said", "that Vučić had demanded the deal"))
    assert voices(found) == [("west",)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Asked whether the police would stay, Kurti smiled.", "Kurti", "Asked", "whether the police would stay"),
        ("Kurti was told that the police would stay.", "Kurti", "was told", "that the police would stay"),
    ],
)
def test_who_is_asked_or_told_says_nothing(read: Read, text: str, source: str, cue: str, content: str) -> None:
    assert read(text, proposed(text, source, cue, content)).attributions == ()


def test_an_inverted_question_is_asked_by_its_subject(read: Read) -> None:
    text = "“Will they stay?” asked Kurti."
    assert voices(read(text, proposed(text, "Kurti", "asked", "“Will they stay?”", kind="direct"))) == [("pristina",)]


def test_a_claim_that_another_rejects_is_its_authors(read: Read) -> None:
    text = "Kurti rejected claims by Vučić that Kosovo was driving out Serbs."
    clause = "that Kosovo was driving out Serbs"
    whole = read(text, proposed(text, "Kurti", "rejected", f"claims by Vučić {clause}"))
    shared = read(text, proposed(text, "Kurti", "rejected claims", clause))
    for found in (whole, shared):
        assert [words(text, each) for each in found.attributions] == [
            ("Kurti", "rejected", ["claims by Vučić"]),
            ("Vučić", "claims", [clause]),
        ]
        assert {side for voice in voices(found) for side in voice} == {"pristina", "belgrade"}


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Serbia closed the road. It is said that taxes will rise.", "It", "is said", "that taxes will rise"),
        ("Did Vučić order the raid?", "Vučić", "order", "the raid"),
        ("Serbia claimed victory.", "Serbia", "claimed", "victory"),
        ("Serbia was warned that the talks had failed.", "Serbia", "was warned", "that the talks had failed"),
    ],
    ids=["impersonal", "question", "possession", "addressed"],
)
def test_nobody_of_a_side_speaks(read: Read, text: str, source: str, cue: str, content: str) -> None:
    assert read(text, proposed(text, source, cue, content)).attributions == ()


def test_it_may_stand_for_who_speaks(read: Read) -> None:
    text = "Serbia sent a note. It claims that the road is open."
    [found] = read(text, proposed(text, "It", "claims", "that the road is open")).attributions
    assert found.perspective == "belgrade"


@pytest.mark.parametrize(
    ("text", "part", "cue", "content", "whole"),
    [
        (
            "Washington, Pristina's staunchest backer, rebuked Kurti.",
            "Pristina's staunchest backer",
            "rebuked",
            "Kurti",
            ("Washington, Pristina's staunchest backer,", "west"),
        ),
        (
            "According to the minister, Xhelal Svecla, the men fled.",
            "the minister",
            "According to",
            "the men fled",
            ("the minister, Xhelal Svecla", "pristina"),
        ),
    ],
)
def test_a_name_and_its_apposition_are_one_source(
    read: Read, text: str, part: str, cue: str, content: str, whole: tuple[str, str]
) -> None:
    [found] = read(text, proposed(text, part, cue, content)).attributions
    assert words(text, found) == (whole[0], cue, [content])
    assert found.perspective == whole[1]


def test_a_source_is_no_part_of_what_it_says(read: Read) -> None:
    text = "The vote was legal, Kosovo's prime minister, Albin Kurti, said."
    proposal = proposed(
        text,
        "Kosovo's prime minister, Albin Kurti,",
        "said",
        "The vote was legal, Kosovo's prime minister, Albin Kurti",
    )
    [found] = read(text, proposal).attributions
    assert words(text, found)[2] == ["The vote was legal"]


def test_the_next_verb_of_a_source_is_no_part_of_what_it_says(read: Read) -> None:
    text = "Escobar praised Belgrade for its patience and faulted Pristina for the raid."
    whole = proposed(text, "Escobar", "praised", "Belgrade for its patience and faulted Pristina for the raid")
    for found in (read(text), read(text, whole)):
        one, other = found.attributions
        assert words(text, one) == ("Escobar", "praised", ["Belgrade for its patience"])
        assert words(text, other) == ("Escobar", "faulted", ["Pristina for the raid"])
