"""The validation of models: rows and their groups, baselines, figures with intervals, speed, chart, results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from framing.errors import DataError, FramingError
from framing.study import load_study
from framing.validation import run_validation
from framing.validation.accuracy import accuracies_of
from framing.validation.data import ARTICLES, DataSet, articles_of, load_data
from framing.validation.labels import label_sets
from framing.validation.methods import Method, TierReader, methods_of, textblob_labels, vader_labels
from framing.validation.published import read_published
from framing.validation.run import PUBLISHED
from framing.validation.speed import speeds_of

Row = dict[str, Any]
LABELS = ("negative", "neutral", "positive")
NAMES = ("Ana Kovač", "The mayor", "Dr Petrov", "Lina Berg", "The envoy", "Mr Hall")
ENDS = ("praised the good plan.", "met the council on Monday.", "attacked the terrible ruling.")


def sentence(number: int) -> tuple[str, str]:
    """A sentence about a name at its start, and how it makes the name look."""
    return f"{NAMES[number % 6]} {ENDS[number % 3]}", LABELS[(2, 1, 0)[number % 3]]


def targets(n_rows: int, first: int = 0) -> list[Row]:
    rows = []
    for number in range(first, first + n_rows):
        text, label = sentence(number)
        end = len(NAMES[number % 6])
        rows.append({"id": f"t{number}", "text": f"{text} Day {number // 2}.", "start": 0, "end": end, "label": label})
    return rows


def attributions(n_rows: int) -> list[Row]:
    rows = []
    for number in range(n_rows):
        name = NAMES[number % 6]
        text = f"{name} said rain would fall on day {number} ."
        said = {"source": [[0, len(name)]], "cue": [[len(name) + 1, len(name) + 5]]}
        said["content"] = [[len(name) + 6, len(text) - 2]]
        rows.append({"id": str(number), "text": text, "attributions": [said]})
    return rows


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of rows."""
    return write_data(tmp_path / "data")


def write_data(folder: Path) -> Path:
    """Eight articles of three rows each, two sets of targets."""
    rows = attributions(24)
    texts = [" ".join(row["text"] for row in rows[start : start + 3]) for start in range(0, 24, 3)]
    write_rows(folder / "attribution" / "dev_rows.jsonl", rows)
    write_rows(folder / ARTICLES, [{"id": f"a{place}", "text": text} for place, text in enumerate(texts)])
    write_rows(folder / "target-sentiment" / "dev_rw.jsonl", targets(18))
    write_rows(folder / "target-sentiment" / "dev_mt.jsonl", targets(12, 40))
    write_rows(folder / "target-sentiment" / "train.jsonl", [*targets(3, 60), *targets(1, 63)])
    return folder


class FakeReader:
    """Finds the names of ``NAMES`` and looks at the ends of ``ENDS``; the linear tier is wrong now and then."""

    def __init__(self, study: object, tier: str) -> None:
        self.every = {"encoder": 7, "linear": 3}[tier]
        self.tier = tier

    def manifest(self) -> dict[str, str]:
        return {"tier": self.tier, "sha256": "0" * 64}

    def attributions(self, rows: Sequence[Row]) -> list[Row]:
        assert not any({"attributions", "group"} & row.keys() for row in rows)
        found = []
        for number, row in enumerate(rows):
            end = row["text"].index(" said")
            content = [end + 6, len(row["text"]) - (2 if number % self.every else 9)]
            found.append({"attributions": [{"source": [[0, end]], "cue": [[end + 1, end + 5]], "content": [content]}]})
        return found

    def labels(self, rows: Sequence[Row]) -> list[Row]:
        assert not any({"label", "group"} & row.keys() for row in rows)
        right = [next(LABELS[2 - at] for at, end in enumerate(ENDS) if end in row["text"]) for row in rows]
        return [{"label": label if at % self.every else "neutral"} for at, label in enumerate(right)]

    def both(self, rows: Sequence[Row]) -> None:
        sum(range(2000))


@dataclass(frozen=True)
class Ran:
    """A validation with fake models, its steps, and a way to run it again."""

    data: Path
    out: Path
    steps: list[str]

    def run(self) -> Path:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("framing.validation.run.TierReader", FakeReader)
            return run_validation(self.data, self.out, 5, self.steps.append)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    root = tmp_path_factory.mktemp("validation")
    found = Ran(write_data(root / "data"), root / "results" / "validation", [])
    assert found.run() == found.out
    return found


def test_a_row_belongs_to_the_article_that_holds_its_letters(tmp_path: Path) -> None:
    articles = ["Rain fell (again). Nobody minded.", "Snow [in May] fell. Nobody minded."]
    write_rows(tmp_path / ARTICLES, [{"id": name, "text": text} for name, text in zip("ab", articles, strict=True)])
    texts = [
        "Elsewhere",
        "Rain fell -LRB- again -RRB- .",
        "Nobody minded .",
        "Unknown .",
        "Snow -LSB- in May",
        "minded",
    ]
    found = articles_of([{"id": str(place), "text": text} for place, text in enumerate(texts)], tmp_path)
    assert found == ["row 0", "a", "a", "a", "b", "b"]


def test_rows_are_grouped_by_article_and_by_sentence(data: Path) -> None:
    sets = {each.name: each for each in load_data(data).sets}
    assert [(name, len(each.rows), each.n_units, each.unit) for name, each in sets.items()] == [
        ("dev_rows", 24, 8, "articles"),
        ("dev_rw", 18, 18, "sentences"),
        ("dev_mt", 12, 12, "sentences"),
    ]
    assert [row["group"] for row in sets["dev_rows"].rows[:4]] == ["a0", "a0", "a0", "a1"]
    assert sets["dev_rw"].questions[0].keys() == {"id", "text", "start", "end"}


def test_every_missing_file_is_named(data: Path) -> None:
    (data / ARTICLES).unlink()
    (data / "target-sentiment" / "dev_mt.jsonl").unlink()
    (data / "target-sentiment" / "train.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(FramingError) as caught:
        load_data(data)
    assert str(caught.value) == (
        f"{data}: not the data of this validation; name its folder with --data\n"
        "  attribution/dev.jsonl: no such file\n"
        "  target-sentiment/dev_mt.jsonl: no such file\n"
        "  target-sentiment/train.jsonl: no row in it"
    )


def test_the_word_lists_label_the_whole_text() -> None:
    rows = [
        {"id": "1", "text": "A good, wonderful deal."},
        {"id": "2", "text": "They met."},
        {"id": "3", "text": "Bad."},
    ]
    assert [row["label"] for row in vader_labels(rows)] == ["positive", "neutral", "negative"]
    assert [row["label"] for row in textblob_labels(rows)] == ["positive", "neutral", "negative"]


def test_majority_is_the_most_frequent_label_of_train() -> None:
    def answer(labels: Sequence[str]) -> str:
        methods = {method.name: method for method in methods_of({}, load_study("kosovo"), labels)}
        [row] = methods["majority"].answers["target-sentiment"]([{"id": "1", "text": "Rain fell."}])
        return str(row["label"])

    assert answer(["neutral", "positive", "neutral"]) == "neutral"
    assert answer(["positive", "negative"]) == "negative"


def test_rules_and_lexicon_answer_without_models() -> None:
    methods = {method.name: method for method in methods_of({}, load_study("kosovo"), ["neutral"])}
    row = {"id": "1", "text": "The mayor said the attack was a crime."}
    [answer] = methods["rules"].answers["attribution"]([row])
    [found] = answer["attributions"]
    assert {part: [row["text"][start:end] for start, end in spans] for part, spans in found.items()} == {
        "source": ["The mayor"],
        "cue": ["said"],
        "content": ["the attack was a crime"],
    }
    assert methods["lexicon"].answers["target-sentiment"]([row]) == [{"label": "negative"}]


def test_both_tasks_share_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    from framing.split import Abbreviations, Splitter

    read: list[int] = []

    def read_targets(targets: Sequence[Any]) -> list[Any]:
        read.append(len(targets))
        return [SimpleNamespace(passage=target.passage, encoded="state") for target in targets]

    def probabilities(targets: Sequence[Any], encoded: Sequence[Any]) -> list[tuple[int, int]]:
        assert encoded == ["state"] * len(targets)
        return [(target.first, target.last) for target in targets]

    propose = SimpleNamespace(propose=lambda readings: [f"{len(each)} passage" for each in readings])
    models = SimpleNamespace(
        read_targets=read_targets, attribution=propose, target_sentiment=SimpleNamespace(probabilities=probabilities)
    )
    splitter = Splitter(Abbreviations())
    engine = SimpleNamespace(models=models, split=lambda articles: [splitter.split(each) for each in articles])
    monkeypatch.setattr("framing.tasks.predictions.Engine", lambda study, choice: engine)
    monkeypatch.setattr("framing.validation.methods.BATCH_ROWS", 2)
    found = TierReader(load_study("kosovo"), "linear").both(targets(3))
    assert found == [("1 passage", (0, 2)), ("1 passage", (0, 2)), ("1 passage", (0, 2))]
    assert read == [2, 1]


def test_figures_of_a_method_by_hand() -> None:
    rows = tuple({**row, "group": row["text"]} for row in targets(18))
    data = DataSet("target-sentiment", "dev_rw", "sentences", rows)
    always = Method("always neutral", {"target-sentiment": lambda given: [{"label": "neutral"} for _ in given]})
    found = accuracies_of([always], [data], seed=1, resamples=200)
    assert [(each.measure, each.estimate) for each in found] == [
        ("macro-F1", 16.67),
        ("negative F1", 0.0),
        ("neutral F1", 50.0),
        ("positive F1", 0.0),
        ("accuracy", 33.33),
    ]
    assert found[1].ci_low is None
    assert found[2].ci_low is not None
    assert found[2].ci_high is not None
    assert found[2].ci_low < 50 < found[2].ci_high
    assert {(each.n_rows, each.n_units, each.unit) for each in found} == {(18, 18, "sentences")}


def test_speed_is_the_median_of_turns() -> None:
    def ticks() -> Iterator[float]:
        now = 0.0
        for seconds in (2, 1, 4, 1, 3, 1):  # slow, VADER + TextBlob, slow, ...
            yield now
            now += seconds
            yield now

    clock = ticks()
    methods = [
        Method("slow", timed=lambda rows: None, work="attribution"),
        Method("majority"),
        Method("VADER + TextBlob", timed=lambda rows: None, work="tone of the sentence"),
    ]
    rows = [{"id": "1", "text": "One two three."}, {"id": "2", "text": "Four."}] * 6
    slow, words = speeds_of(methods, rows, repeats=3, clock=lambda: next(clock))
    assert (slow.model, slow.work, slow.n_rows, slow.words_per_row, slow.repeats) == ("slow", "attribution", 12, 2.0, 3)
    assert (slow.cpu_seconds, slow.rows_per_second, slow.times_vader_textblob) == (3.0, 4.0, 3.0)
    assert (words.rows_per_second, words.times_vader_textblob) == (12.0, 1.0)


def test_the_published_figures_have_their_sources() -> None:
    found = read_published(PUBLISHED)
    assert {each.task for each in found} == {"attribution", "target-sentiment"}
    assert ("BERT-SPC", "dev_mt", 73.7) in [(each.model, each.data, each.estimate) for each in found]
    assert all("20" in each.source or "handed over" in each.source for each in found)


def test_everything_wrong_with_published_figures_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "anchors.csv"
    head = "task,data,measure,model,estimate,source\n"
    path.write_text(f"{head}a,b,c,d,.8x,e\na,b,c,d,80,\na,b,c,d,80,e\na,b,c,d,101,e\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_published(path)
    assert caught.value.problems == (
        "line 2: estimate '.8x' is no number from 0 to 100",
        "line 3: lacks source",
        "line 5: estimate '101' is no number from 0 to 100",
    )
    path.write_text("task,estimate\n", encoding="utf-8")
    with pytest.raises(DataError, match="needs task, data, measure, model, estimate, source"):
        read_published(path)
    with pytest.raises(FramingError, match="no such file"):
        read_published(tmp_path / "none.csv")


def test_a_validation_writes_tables_chart_and_manifest(ran: Ran) -> None:
    out = ran.out
    assert sorted(path.name for path in out.iterdir()) == [
        "accuracy.png",
        "accuracy.svg",
        "calibration.csv",
        "figures.csv",
        "labels.csv",
        "manifest.json",
        "speed.csv",
    ]
    figures = pd.read_csv(out / "figures.csv")
    named = figures.set_index(["data", "measure", "model"])["estimate"]
    assert named["dev_rows", "source F1", "encoder tier"] == 100.0
    assert named["dev_rows", "content F1", "encoder tier"] == round(100 * 20 / 24, 2)
    assert named["dev_rows", "content F1", "linear tier"] == round(100 * 16 / 24, 2)
    assert set(figures["model"]) == {"encoder tier", "linear tier", "rules", "lexicon", "VADER", "TextBlob", "majority"}
    speeds = pd.read_csv(out / "speed.csv")
    assert list(speeds["model"])[-1] == "VADER + TextBlob"
    assert (speeds["rows_per_second"] > 0).all()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["intervals"]["seed"] == 5
    assert manifest["intervals"]["redrawn"]["attribution/dev_rows"] == "8 articles"
    assert manifest["models"]["linear"] == {"tier": "linear", "sha256": "0" * 64}
    assert ran.steps[0] == "encoder tier: attribution, dev_rows (24 rows)"
    names = ("calibration.csv", "figures.csv", "labels.csv", "speed.csv", "manifest.json")
    written = b"".join((out / name).read_bytes() for name in names)
    assert b"mayor" not in written
    assert str(ran.data.parent).encode() not in written


def test_every_labelled_file_is_named_with_its_hash(tmp_path: Path) -> None:
    rows = [{"id": str(at), "text": f"Text {at}.", "target": "rain", "label": "favor"} for at in range(2)]
    write_rows(tmp_path / "stance" / "train.jsonl", rows)
    stance, *coded = label_sets(tmp_path)
    assert (stance.name, stance.file, stance.n_units, stance.unit) == (
        "train, 5 folds",
        "stance/train.jsonl",
        2,
        "texts",
    )
    assert stance.sha256 == sha256((tmp_path / "stance" / "train.jsonl").read_bytes()).hexdigest()
    assert [each.file for each in coded] == ["tests/coded/sample.jsonl", "tests/coded/unseen.jsonl"]
    assert {len(each.sha256) for each in coded} == {64}
    assert label_sets(tmp_path / "empty") == []


def test_figures_and_manifest_come_out_the_same(ran: Ran) -> None:
    names = ("figures.csv", "manifest.json")
    before = [(ran.out / name).read_bytes() for name in names]
    ran.run()  # over its own results
    assert [(ran.out / name).read_bytes() for name in names] == before


def test_nothing_is_written_beside_other_files(data: Path) -> None:
    with pytest.raises(FramingError, match="holds other files and no results"):
        run_validation(data, data)


def test_a_missing_model_stops_the_run_at_the_door(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.learn.store.catalogue.SHIPPED", tmp_path / "no models")
    with pytest.raises(FramingError, match="no model 'attribution-encoder'"):
        run_validation(data, tmp_path / "out")
    assert not (tmp_path / "out").exists()
