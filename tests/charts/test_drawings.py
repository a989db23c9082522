"""What is on the pages: questions, numbers, notes; nothing overlaps, nothing is too small or cut off."""

import re
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from framing.charts import CHARTS
from framing.charts.drawing import Nothing
from framing.charts.registry import draw
from tests.charts.sample import PALETTE, WIDE, tables

CASES = {
    "twelve articles": (tables(12), PALETTE),
    "one article": (tables(1), PALETTE),
    "three articles": (tables(3), PALETTE),
    "many sides with long names": (tables(30, WIDE), WIDE),
    "long articles": (tables(5, longest=400), PALETTE),
}


def shown_texts(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    found = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [(text, text.get_window_extent(renderer)) for text in found]


def words(name, made, palette=PALETTE):
    drawing = draw(name, made, palette)
    return [text.get_text() for page in drawing.pages for text, _ in shown_texts(page)]


DISTINCTIVE = ("distinctive-terms", "distinctive-terms-by-side")


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("case", CASES)
def test_words_are_whole_readable_and_apart(name, case):
    made, palette = CASES[case]
    drawing = draw(name, made, palette)
    if isinstance(drawing, Nothing):
        assert (name, case) in {(each, "one article") for each in DISTINCTIVE}
        return
    for figure in drawing.pages:
        boxes = shown_texts(figure)
        width, height = figure.get_size_inches() * figure.dpi
        assert min(text.get_fontsize() for text, _ in boxes) >= 9
        for text, box in boxes:
            place = (box.x0 >= 0, box.y0 >= 0, box.x1 <= width, box.y1 <= height)
            assert place == (True,) * 4, text.get_text()
        for (one, box), (other, second) in combinations(boxes, 2):
            across = min(box.x1, second.x1) - max(box.x0, second.x0)
            upright = min(box.y1, second.y1) - max(box.y0, second.y0)
            assert across <= 1 or upright <= 3, f"{one.get_text()!r} lies on {other.get_text()!r}"


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_asks_a_question_and_gives_n_and_its_interval(name):
    drawing = draw(name, tables(12), PALETTE)
    assert drawing.title.endswith("?")
    assert "n = " in drawing.description
    n_articles = 9 if name == "distinctive-terms" else 12  # three have no outlet
    assert f"{n_articles} articles" in drawing.description
    interval = {"ribbon": "No intervals: nothing is estimated", **dict.fromkeys(DISTINCTIVE, "95% interval")}
    assert interval.get(name, "95% bootstrap interval, 2,000 resamples") in drawing.description


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"ribbon", *DISTINCTIVE}))
def test_too_few_articles_give_no_interval_and_say_so(name):
    drawing = draw(name, tables(4), PALETTE)
    note = "No intervals: they resample whole articles, and 4 articles are too few (5 are needed)."
    assert drawing.description.endswith(note)
    assert not [word for word in words(name, tables(4)) if re.fullmatch("[0-9]+–[0-9]+%|[−+0-9.]+ to [−+0-9.]+", word)]


def test_voice_share_shows_the_numbers_of_the_table():
    made = tables(12)
    said = made["sentences"]["voices"].str.split(";").explode()
    shown = words("voice-share", made)
    for voice in PALETTE.order:
        assert f"{(said == voice).sum()}" in shown
    assert f"{round(100 * (said == 'moscow').sum() / len(made['sentences']))}%" in shown


def test_tone_shows_how_many_sentences_had_no_word_of_tone():
    made = tables(12)
    silent = made["sentences"]["lexicon_polarity"].isna()
    with_moscow = made["sentences"]["voices"].str.contains("moscow")
    shown = words("tone", made)
    assert f"{(silent & with_moscow).sum()}" in shown
    assert f"{(~silent & with_moscow).sum()}" in shown


def test_a_pair_below_five_sentences_shows_only_n():
    rows = pd.DataFrame({"article_id": "a", "sentence_index": range(5), "holder": "west", "target": "moscow"})
    rows = rows.assign(target_kind="perspective", stance="against", p_favor=0.0, p_against=0.5)
    four = words("who-on-whom", {"stances": rows.head(4)})
    assert "n = 4" in four
    assert "−0.50" not in four
    assert {"−0.50", "n = 5"} <= set(words("who-on-whom", {"stances": rows}))


def test_frames_of_two_schemes_with_one_name_are_told_apart():
    made = tables(12)
    made["frames"] = made["frames"][made["frames"]["frame"].str.contains("conflict")]
    shown = words("frames", made)
    assert {"Conflict, Kosovo", "Conflict, Semetko"} <= set(shown)


def test_frames_keeps_the_twelve_most_frequent():
    drawing = draw("frames", tables(30), PALETTE)
    assert "the 12 most frequent of 13 frames" in drawing.description


def test_the_ribbon_groups_by_outlet_and_pages_after_twelve_articles():
    drawing = draw("ribbon", tables(30), PALETTE)
    assert len(drawing.pages) == 3
    shown = [text.get_text() for text, _ in shown_texts(drawing.pages[0])]
    assert "Harbour Post" in shown
    assert any(text.endswith("Page 1 of 3.") for text in shown)
    last = [text.get_text() for text, _ in shown_texts(drawing.pages[2])]
    assert "No outlet given" in last


def test_the_ribbon_of_a_large_corpus_shows_articles_of_every_outlet_and_says_how_many():
    drawing = draw("ribbon", tables(70, longest=4), PALETTE)
    assert len(drawing.pages) == 5
    assert "Shown: 60 articles, as many of each outlet as fit." in drawing.description


def test_the_ribbon_needs_no_table_of_articles():
    made = tables(2)
    assert "Article 0001" in words("ribbon", {"sentences": made["sentences"]})


def test_a_dollar_sign_is_no_formula():
    assert any("$5m and" in word for word in words("ribbon", tables(12)))


TABLES = ("sentences", "stances", "mentions", "frames", "terms", "attributions", "actions")
NOTHING = {
    "no table": ({}, {name: f"the result has no table {name}" for name in TABLES}),
    "no rows": (
        {name: table.iloc[:0] for name, table in tables(1).items()},
        {name: f"table {name} has no rows" for name in TABLES},
    ),
}
READS = {
    "voice-share": "sentences",
    "tone": "sentences",
    "who-on-whom": "stances",
    "portrayal": "mentions",
    "ribbon": "sentences",
    "frames": "frames",
    "frame-profile": "frames",
    "naming": "terms",
    "credence": "attributions",
    "agency": "actions",
    **dict.fromkeys(DISTINCTIVE, "sentences"),
}


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("case", NOTHING)
def test_nothing_to_show_is_a_reason(name, case):
    made, reasons = NOTHING[case]
    assert draw(name, made, PALETTE) == Nothing(reasons[READS[name]])


def test_further_reasons_for_nothing():
    made = tables(2)
    sentences = made["sentences"].assign(lexicon_polarity=None, sentiment=None)
    assert draw("tone", {"sentences": sentences}, PALETTE) == Nothing("no sentence has a word of the tone lexicon")
    stances = made["stances"].assign(target_kind="issue")
    assert draw("who-on-whom", {"stances": stances}, PALETTE) == Nothing("no voice speaks about another side")
    frames = made["frames"].assign(present=False)
    assert draw("frames", {**made, "frames": frames}, PALETTE) == Nothing("no frame is present in any sentence")


@pytest.mark.parametrize("name", CHARTS)
def test_tables_as_the_schema_types_them(name):
    made = {key: table.convert_dtypes() for key, table in tables(6).items()}
    assert words(name, made) == words(name, tables(6))
