"""Whose turn it is in interviews and transcripts, and that other texts have no turns."""

from __future__ import annotations

from tests.attribute.conftest import Attributes

DATE = "2023-05-30"
INTERVIEW = """\
Kosovo's president received us on Monday.

Q: Madam President, Moscow says that you want war. Do you?

A: No. Vučić said many things. "He lies," Moscow said.

We want peace.

Q: And NATO?

A: It is our shield.

She laughed."""


def voices(attribute: Attributes, text: str) -> list[str]:
    _, attributed = attribute(text, DATE)
    return [";".join(voice.voices) for voice in attributed.voices]


def test_who_answers_and_who_asks(attribute: Attributes) -> None:
    found = voices(attribute, INTERVIEW)
    answers = ["pristina"] * 4
    assert found == ["narrator", "moscow", "narrator", *answers, "narrator", "pristina", "narrator"]


def test_an_answer_is_said_by_the_person_of_whom_the_first_lines_tell(attribute: Attributes) -> None:
    _, attributed = attribute(INTERVIEW, DATE)
    [first, *_] = [each for each in attributed.attributions if each.rule == "turn"]
    assert (first.entity_id, first.kind, first.cue, first.cue_class) == ("vjosa-osmani", "direct", None, "neutral")
    assert first.source
    assert first.source.of(INTERVIEW) == "A"
    assert [piece.of(INTERVIEW) for piece in first.content] == ["No."]


def test_speakers_by_name_and_land(attribute: Attributes) -> None:
    text = """\
The President: I give the floor to the envoy.

Mr. Nebenzia (Russian Federation): The plan is dead. Others say it lives.

KURTI: The plan is ours.

Mr. Nebenzia (Russian Federation): It is nobody's.

Ana Ilić: I have read it."""
    assert voices(attribute, text) == ["other", "moscow", "moscow", "pristina", "moscow", "other"]


def test_a_report_with_headings_has_no_turns(attribute: Attributes) -> None:
    for text in (
        "Background: Serbia left.\n\nWhat next: NATO stays.\n\nKey points: the bridge is open.",
        "Q: Is it open?\n\nA: It is.",
        "Update: it rained.\n\nAnalysis: it may rain.\n\nUpdate: it hailed.\n\nMonday: it snowed.\n\nMonday: it froze.",
        "Note: it rained.\n\nNote: it hailed.\n\nNote: it snowed.",
    ):
        _, attributed = attribute(text, DATE)
        assert not [each for each in attributed.attributions if each.rule == "turn"]


def test_who_is_asked_is_named_as_interviewed(attribute: Attributes) -> None:
    text = """\
Aleksandar Vučić is busy. This paper put its questions to Eleanor Marsh, a lecturer.

Q: Is he right?

A: Vučić says so. I doubt it.

Q: Why?

A: He must."""
    assert voices(attribute, text)[-5:] == ["narrator", "other", "other", "narrator", "other"]


def test_questions_without_labels(attribute: Attributes) -> None:
    text = """\
Albin Kurti received us.

Why now?

Kurti: It was time. Serbia says no.

And the north?

It is ours.

It always was.

Will you go?

I will."""
    answers = ["pristina"] * 2
    assert voices(attribute, text) == [
        *("narrator", "narrator", *answers, "narrator", *answers, "narrator", "pristina")
    ]


def test_who_asks_at_a_press_conference_and_for_an_outlet(attribute: Attributes) -> None:
    text = "{asks}: Is it over?\n\nKurti: It is.\n\n{asks}: Is it?\n\n{answers}: It is not.\n\nKurti: It is."
    assert voices(attribute, text.format(asks="Question", answers="Vučić"))[::2] == ["other", "other", "pristina"]
    assert voices(attribute, text.format(asks="Question", answers="Kurti"))[::2] == ["narrator", "narrator", "pristina"]
    assert voices(attribute, text.format(asks="BBC", answers="Vučić"))[::2] == ["narrator", "narrator", "pristina"]


def test_signatures(attribute: Attributes) -> None:
    text = """\
They reacted.

The mayors will work. Serbia lies.

— Albin Kurti (@albinkurti) May 29, 2023

"We are watching closely" - Jens Stoltenberg, NATO secretary general

It rained."""
    assert voices(attribute, text) == ["narrator", "pristina", "pristina", "narrator", "west", "narrator"]


def test_accounts_sign_whoever_has_them(attribute: Attributes) -> None:
    text = "It rained.\n\n— {name} (@account) May 29, 2023"
    assert voices(attribute, text.format(name="NATO"))[0] == "west"
    assert voices(attribute, text.format(name="Jelena Marsh"))[0] == "other"


def test_credits_and_lists_sign_nothing(attribute: Attributes) -> None:
    for text in (
        "It rained.\n\n— Reuters",
        "It rained.\n\n- Albin Kurti\n\n- Aleksandar Vučić",
        "Those who came:\n\n- Albin Kurti",
    ):
        _, attributed = attribute(text, DATE)
        assert not attributed.attributions
