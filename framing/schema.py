"""The tables of a result folder: their columns, what each holds, and the check that every write passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["string", "integer", "number", "boolean"]

DTYPES: dict[Kind, Any] = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
DECIMALS = 6
"""Numbers are kept to so many places, so that a table is the same in memory and in every file format."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``required`` ones are never missing; ``low`` and ``high`` bound a number."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One tidy table; ``key`` names the columns that identify a row."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The columns' names in their order."""
        return [column.name for column in self.columns]


def _article() -> Column:
    return Column("article_id", "string", "the article, stable for the same text and metadata", required=True)


def _sentence() -> Column:
    return Column("sentence_index", "integer", "position of the sentence in its article, from 0", required=True, low=0)


def _span(prefix: str = "", required: bool = True) -> tuple[Column, ...]:
    name = f"{prefix}_" if prefix else ""
    what = prefix or "span"
    return (
        Column(f"{name}start", "integer", f"first character of the {what} in the article's text", required, low=0),
        Column(f"{name}end", "integer", f"character after the {what}", required, low=0),
        Column(f"{name}text", "string", f"the words of the {what}", required),
    )


def _voice(meaning: str) -> Column:
    return Column("voice", "string", f"{meaning}: sides (joined by ';'), other or narrator; missing where unknown")


def _party(name: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_text", "string", f"the words of the {name}; missing where none is told"),
        Column(f"{name}_entity_id", "string", f"the entity the {name} stands for"),
        Column(f"{name}_perspective", "string", f"the {name}'s sides, joined by ';', or other; missing for a thing"),
    )


def _share(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, low=0, high=1)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "articles",
            "One row an article, the ones set aside included",
            ("article_id",),
            (
                _article(),
                Column("title", "string", "headline"),
                Column("outlet", "string", "who published it"),
                Column("date", "string", "date of publication, ISO 8601"),
                Column("url", "string", "address"),
                Column("language", "string", "ISO 639-1, as stated or as recognised"),
                Column("path", "string", "where it was read, with the row or line for files of many articles"),
                Column("text_sha256", "string", "SHA-256 of the text in UTF-8", required=True),
                Column("n_sentences", "integer", "sentences found", required=True, low=0),
                Column("n_words", "integer", "tokens with a letter or digit", required=True, low=0),
                Column("status", "string", "ok or skipped", required=True),
                Column("problem", "string", "why it was skipped"),
            ),
        ),
        Table(
            "sentences",
            "One row a sentence: whose voice, which tone",
            ("article_id", "sentence_index"),
            (
                _article(),
                _sentence(),
                *_span(),
                Column("paragraph", "integer", "paragraph of the sentence, from 0", required=True, low=0),
                Column("voice", "string", "the voice that holds most of the sentence", required=True),
                Column("voices", "string", "all voices, joined by ';'", required=True),
                _share(
                    "voice_confidence", "how likely the main voice's surest attribution is right; missing for narrator"
                ),
                Column(
                    "voice_evidence",
                    "string",
                    "attribution_index and rule of those behind the voices; none for narrator",
                ),
                Column("in_quote", "boolean", "more than half of the sentence is in quotation marks", required=True),
                Column(
                    "sentiment",
                    "string",
                    "negative, neutral or positive, by the trained model; missing where it was too unsure",
                ),
                _share("sentiment_negative", "probability of negative; missing without a trained model"),
                _share("sentiment_neutral", "probability of neutral; missing without a trained model"),
                _share("sentiment_positive", "probability of positive; missing without a trained model"),
                Column(
                    "sentiment_evidence",
                    "string",
                    "the words that speak for a tone that is not neutral, with what each adds (log-odds)",
                ),
                Column(
                    "vader_compound", "number", "VADER's compound score; missing without a known word", low=-1, high=1
                ),
                Column(
                    "textblob_polarity", "number", "TextBlob's polarity; missing without a known word", low=-1, high=1
                ),
                _share("textblob_subjectivity", "TextBlob's subjectivity; missing without a known word"),
                Column("lexicon_polarity", "number", "our news lexicon; missing without a known word", low=-1, high=1),
                Column("lexicon_evidence", "string", "the words behind lexicon_polarity with what each counted"),
                Column("lexicon_words", "integer", "how many words of our lexicon were found", required=True, low=0),
            ),
        ),
        Table(
            "attributions",
            "One row an attribution: source, cue, content; "
            "content in pieces is joined by ' ... ', start to end spans all",
            ("article_id", "attribution_index"),
            (
                _article(),
                Column("attribution_index", "integer", "position in the article, from 0", required=True, low=0),
                _sentence(),
                Column("kind", "string", "direct, indirect or mixed", required=True),
                *_span("source", required=False),
                *_span("cue", required=False),
                Column("cue_class", "string", "neutral, stressing, doubting, ... (lexicons/cues.tsv)"),
                Column("credence", "string", "what the cue tells of its reporter: doubting, neutral or endorsing"),
                *_span("content", required=False),
                Column("entity_id", "string", "the entity the source stands for"),
                Column("perspective", "string", "the side the source speaks for; missing where unknown"),
                Column("rule", "string", "the construction that found the attribution", required=True),
                Column(
                    "confidence",
                    "number",
                    "how likely source and content belong together (lexicons/confidence.tsv)",
                    required=True,
                    low=0,
                    high=1,
                ),
            ),
        ),
        Table(
            "mentions",
            "One row a mention of an actor, institution or place of a perspective",
            ("article_id", "start", "end"),
            (
                _article(),
                _sentence(),
                *_span(),
                Column("entity_id", "string", "the entity; missing for a description of a side"),
                Column("perspective", "string", "the side it belongs to, or other", required=True),
                Column("role", "string", "actor, or place: a location, a dateline", required=True),
                Column(
                    "form", "string", "name, role ('the premier') or pronoun, as the text tells whose", required=True
                ),
                Column(
                    "portrayal",
                    "string",
                    "negative, neutral or positive: how the sentence makes a side look; missing where too unsure",
                ),
                _share("portrayal_negative", "probability of negative; missing for places and for other"),
                _share("portrayal_neutral", "probability of neutral; missing for places and for other"),
                _share("portrayal_positive", "probability of positive; missing for places and for other"),
                Column("portrayal_evidence", "string", "the words that decided, with what each added (log-odds)"),
            ),
        ),
        Table(
            "stances",
            "One row a holder, target and sentence: how the holder stands to the target",
            ("article_id", "sentence_index", "holder", "target_kind", "target"),
            (
                _article(),
                _sentence(),
                Column("holder", "string", "the voice, or narrator", required=True),
                Column(
                    "target_kind", "string", "perspective or issue; own for a target of the user's model", required=True
                ),
                Column("target", "string", "the perspective or issue, or what the user's rows call it", required=True),
                Column("stance", "string", "favor, against or none; missing where the model was too unsure"),
                _share("p_favor", "probability of favor; missing without a trained model"),
                _share("p_against", "probability of against; missing without a trained model"),
                _share("p_none", "probability of none; missing without a trained model"),
                Column("polarity", "number", "tone of the words about the target; missing without one", low=-1, high=1),
                Column("evidence", "string", "the words that decided"),
            ),
        ),
        Table(
            "frames",
            "One row a sentence and frame with at least one matched term, or of a trained model",
            ("article_id", "sentence_index", "frame"),
            (
                _article(),
                _sentence(),
                Column("frame", "string", "frame id, prefixed by its scheme (kosovo.sovereignty)", required=True),
                _share("probability", "probability of the frame; missing from word lists"),
                Column("weight", "number", "sum of the weights of distinct terms found; missing from a model", low=0),
                Column(
                    "present",
                    "boolean",
                    "the weight reaches 1, or the probability its threshold; missing where the model was too unsure",
                ),
                Column(
                    "evidence",
                    "string",
                    "the terms found; from a model, the words that speak for a frame that is present",
                ),
            ),
        ),
        Table(
            "terms",
            "One row a naming choice found",
            ("article_id", "start", "end"),
            (
                _article(),
                _sentence(),
                *_span(),
                Column("term_id", "string", "the term", required=True),
                Column("perspective", "string", "whose naming it is", required=True),
                _voice("whose words the term stands in"),
                Column("in_quote", "boolean", "the term stands in quotation marks", required=True),
            ),
        ),
        Table(
            "distancing",
            "One row a place where a distance is kept from another's words or name",
            ("article_id", "start", "end", "marker"),
            (
                _article(),
                _sentence(),
                *_span(),
                Column("marker", "string", "scare_quotes, so_called, self_styled, alleged or naming", required=True),
                _voice("who keeps the distance"),
                Column("perspective", "string", "the side whose words or name they are; missing where unknown"),
            ),
        ),
        Table(
            "actions",
            "One row a deed told as done: who acts and who is acted on",
            ("article_id", "start", "end"),
            (
                _article(),
                _sentence(),
                *_span(),
                Column("construction", "string", "active, passive_with_agent or passive_without_agent", required=True),
                *_party("agent"),
                *_party("patient"),
                _voice("who tells the deed"),
            ),
        ),
    )
}


def holds_words(column: str) -> bool:
    """Whether a column of the tables holds words of the articles; text-free results leave these empty.

    >>> [name for name in ("text", "cue_text", "lexicon_evidence", "title", "cue_class") if holds_words(name)]
    ['text', 'cue_text', 'lexicon_evidence', 'title']
    """
    return column in ("text", "title", "evidence") or column.endswith(("_text", "_evidence"))


def without_words(name: str, frame: pd.DataFrame, keep: Sequence[str] = ()) -> pd.DataFrame:
    """The table without a word of the articles: their columns and paths are empty, further columns go unless kept.

    Parameters
    ----------
    name : str
        A key of ``TABLES``.
    frame : DataFrame
        A table as ``validate`` takes it.
    keep : sequence of str
        Further columns, such as the event of an article, that hold none of its words.
    """
    known = {*TABLES[name].names, *keep}
    kept = frame[[column for column in frame.columns if column in known]]
    emptied = [column for column in kept.columns if holds_words(column) or column == "path"]
    return kept.assign(**dict.fromkeys(emptied)).astype(dict.fromkeys(emptied, "string"))


def validate(name: str, frame: pd.DataFrame, text: bool = True, only: Sequence[str] = ()) -> pd.DataFrame:
    """The table with its columns in order and typed, or an error that lists everything wrong.

    Parameters
    ----------
    name : str
        A key of ``TABLES``.
    frame : DataFrame
        Rows with at least the table's columns; further columns are kept behind them, as text.
    text : bool
        Whether columns that hold words of the articles must be filled; False for text-free results.
    only : sequence of str
        The columns to have where these are not all of the table's; a key is checked where all of it is among them.

    Returns
    -------
    DataFrame
        A copy, typed by ``DTYPES``, numbers rounded to ``DECIMALS`` places.

    Raises
    ------
    FramingError
        A column is missing, has a value of another type or out of bounds, or the key repeats.
    """
    table = TABLES[name]
    columns = [column for column in table.columns if not only or column.name in only]
    absent = [column.name for column in columns if column.name not in frame.columns]
    if absent:
        raise FramingError(f"table {name}: missing columns {', '.join(absent)}; has {', '.join(frame.columns)}")
    problems: list[str] = []
    typed_columns: dict[str, pd.Series[Any]] = {}
    for column in columns:
        values = typed_columns[column.name] = frame[column.name]
        try:
            values = values.astype(DTYPES[column.kind])
        except (TypeError, ValueError) as error:
            problems.append(f"column {column.name}: not {column.kind}: {error}")
            continue
        typed_columns[column.name] = values = values.round(DECIMALS) if column.kind == "number" else values
        required = column.required and (text or not holds_words(column.name))
        problems.extend(_column_problems(column, values, required=required))
    further = [column for column in frame.columns if column not in table.names]
    typed = _frame_of({**typed_columns, **{column: frame[column].astype("string") for column in further}}, frame)
    if set(table.key) <= set(typed.columns):
        problems.extend(_key_problems(table, typed))
    if problems:
        raise FramingError("\n".join(f"table {name}: {problem}" for problem in problems))
    return typed


def _frame_of(columns: Mapping[str, pd.Series[Any]], like: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns, index=like.index)


def _key_problems(table: Table, typed: pd.DataFrame) -> list[str]:
    key = list(table.key)
    duplicated = typed.duplicated(key)
    if not duplicated.any():
        return []
    repeated = typed.loc[duplicated, key]
    return [f"key {', '.join(key)}: {len(repeated)} repeated rows, first {repeated.iloc[0].to_dict()}"]


def _column_problems(column: Column, values: pd.Series[Any], *, required: bool) -> list[str]:
    problems = []
    if required and values.isna().any():
        problems.append(f"column {column.name}: {int(values.isna().sum())} missing values in a required column")
    if column.low is not None and (low := values < column.low).any():
        problems.append(f"column {column.name}: {values[low.fillna(False)].iloc[0]} is below {column.low}")
    if column.high is not None and (high := values > column.high).any():
        problems.append(f"column {column.name}: {values[high.fillna(False)].iloc[0]} is above {column.high}")
    return problems
