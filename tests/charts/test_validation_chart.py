"""The chart of the validation: every word whole, large enough and apart from the others."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest

from framing.validation.published import read_published
from framing.validation.run import PUBLISHED


def tables(same_speed: bool) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Figures, speeds and published figures that look like real ones."""
    measures = [("attribution", "dev_rows", f"{part} F1", "articles") for part in ("source", "cue", "content")]
    measures += [("target-sentiment", name, "macro-F1", "sentences") for name in ("dev_rw", "dev_mt")]
    models = {
        "encoder tier": 80.0,
        "linear tier": 71.0,
        "rules": 48.0,
        "lexicon": 54.0,
        "VADER": 52.0,
        "TextBlob": 49.0,
    }
    figures = [
        (task, data, measure, model, estimate, estimate - 4, estimate + 4, 1925, 84, unit)
        for task, data, measure, unit in measures
        for model, estimate in models.items()
        if (model != "rules" and task == "target-sentiment") or model in ("encoder tier", "linear tier", "rules")
    ]
    columns = ["task", "data", "measure", "model", "estimate", "ci_low", "ci_high", "n_rows", "n_units", "unit"]
    speeds = dict(zip(models, [300.0, 320.0, 310.0, 330.0, 340.0, 350.0], strict=True))
    if not same_speed:
        speeds |= {"linear tier": 600.0, "VADER": 12000.0, "TextBlob": 9000.0}
    rows = [(model, "work", 343, 24.2, speed) for model, speed in speeds.items()]
    timed = pd.DataFrame(rows, columns=["model", "work", "n_rows", "words_per_row", "rows_per_second"])
    return pd.DataFrame(figures, columns=columns), timed, pd.DataFrame(read_published(PUBLISHED))


@pytest.mark.parametrize("same_speed", [False, True])
def test_the_words_of_the_chart_are_whole_and_apart(same_speed: bool) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    from framing.charts.drawing import house_style
    from framing.charts.validation import draw_validation

    with house_style():
        drawing = draw_validation(*tables(same_speed))
        [figure] = drawing.pages
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts]
    assert min(text.get_fontsize() for text in texts) >= 9
    width, height = figure.get_size_inches() * figure.dpi
    for words, box in boxes:
        assert (box.x0 >= 0, box.y0 >= 0, box.x1 <= width, box.y1 <= height) == (True,) * 4, words
    for (one, box), (other, second) in combinations(boxes, 2):
        across = min(box.x1, second.x1) - max(box.x0, second.x0)
        upright = min(box.y1, second.y1) - max(box.y0, second.y0)
        assert across <= 1 or upright <= 3, f"{one!r} lies on {other!r}"
    assert drawing.title == "How accurate are the models, and how fast?"
    assert "dev_rows: 1,925 rows of 84 articles" in drawing.description
    assert {"80.0", "encoder tier", "RoBERTa GRU-TSC", "encoder tier, 300/s"} <= {words for words, _ in boxes}
