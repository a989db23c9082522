"""Both tiers on texts that break other tools: what they give is sane, whatever marks and layout the text has."""

from __future__ import annotations

import pytest

from framing.attribute import Attributor
from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.records import Article
from framing.split import Splitter
from framing.study import Study

P, B, N = ("pristina",), ("belgrade",), ("narrator",)
TEXTS = {
    "a second sentence of the outlet": ("Vučić said no. It rained.", [B, N]),
    "curly marks": ("“We stay,” Kurti said. It rained.", [P, N]),
    "straight marks": ('"We stay," Kurti said. It rained.', [P, N]),
    "guillemets": ("«We stay», Kurti said. It rained.", [P, N]),
    "TeX": ("``We stay,'' Kurti said. It rained.", [P, N]),
    "marks that differ": ('"We stay,” Kurti said. It rained.', [P, N]),
    "a mark that never closes": ("“We stay, Kurti said.\n\nIt rained. The road was closed.", [P, N, N]),
    "capitals": ("VUČIĆ SAID THE ROAD WOULD STAY CLOSED. IT RAINED.", [B, N]),
    "a list": ("- Kurti said the road is closed\n- Vučić said it is open\n- It rained", [P, B, N]),
    "over paragraphs": ("Kurti said: “We stay.\n\n“We wait for the spring.”\n\nIt rained.", [P, P, N]),
}


@pytest.fixture(scope="module", params=["encoder", "linear"])
def models(request: pytest.FixtureRequest, study: Study) -> Models:
    return Models(study.lexicons, ModelChoice(request.param))


@pytest.mark.parametrize(("text", "wanted"), TEXTS.values(), ids=TEXTS)
def test_voices(
    models: Models, splitter: Splitter, attributor: Attributor, text: str, wanted: list[tuple[str, ...]]
) -> None:
    document = splitter.split(Article("case", text, date="2023-06-01"))
    [proposals] = models.attribution.propose(models.readings([document]))
    assert [voice.voices for voice in attributor.attribute(document, proposals).voices] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "kurti said the road was closed and vučić said no it was open " * 70,
        "Kurti said that " * 330 + "the road was closed.",
        "“ " * 300 + "Kurti said",
        "word " * 1000,
        "\n".join(["- Kurti said", "* NATO:", "1) “No”", "• said"] * 40),
    ],
    ids=["no marks", "a thousand words", "opening marks", "one word", "bullets"],
)
def test_anything_comes_through(models: Models, splitter: Splitter, attributor: Attributor, text: str) -> None:
    document = splitter.split(Article("long", text))
    [proposals] = models.attribution.propose(models.readings([document]))
    found = attributor.attribute(document, proposals)
    assert len(found.voices) == len(document.sentences)
    assert all(0 <= each.confidence <= 1 for each in found.attributions)
    assert all(each.source is None or each.source.of(text).strip() for each in found.attributions)
