"""Labels, colours and signs of the voices."""

import pytest

from framing.charts import Palette
from framing.errors import FramingError
from tests.charts.sample import PALETTE, WIDE


def test_every_voice_has_its_own_signs():
    for palette in (PALETTE, WIDE):
        assert len(set(palette.letters().values())) == len(palette.order)
        assert len({palette.marker(voice) for voice in palette.order}) == len(palette.order)
    assert len({PALETTE.hatch(voice) for voice in PALETTE.order}) == len(PALETTE.order)


def test_letters_come_from_the_labels():
    assert "".join(PALETTE.letters().values()) == "BPWMON"


def test_everything_wrong_is_said_at_once():
    with pytest.raises(FramingError) as caught:
        Palette({"east": "East"}, {"east": "blue"}, ("east", "west"))
    assert str(caught.value) == (
        "palette: voice 'west' has no label\n"
        "palette: voice 'east': colour 'blue' is not of the form #RRGGBB\n"
        "palette: voice 'west': colour '' is not of the form #RRGGBB"
    )
