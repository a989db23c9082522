// Elements are made node by node: no text of an article is ever read as markup.

/** An element with attributes and children; a child that is null or false is left out. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Words for the screen reader only. */
const unseen = (words) => make("span", { class: "unseen" }, words);

/** A number with its noun: 1 sentence, 2 sentences. */
const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** A share in whole per cent, as the charts write it. */
function percent(share) {
  if (share === null || Number.isNaN(share)) return "none";
  return share > 0 && share < 0.005 ? "<1%" : `${(100 * share).toFixed(0)}%`;
}

/** Text that may run in either direction, kept from turning what stands beside it. */
const apart = (...children) => make("bdi", {}, ...children);

/** What the columns of the tables are called on the page. */
const COLUMN_NAMES = new Map(Object.entries({
  lexicon_polarity: "polarity by our lexicon",
  vader_compound: "VADER",
  textblob_polarity: "TextBlob polarity",
  textblob_subjectivity: "TextBlob subjectivity",
  sentiment_negative: "probability of negative",
  sentiment_neutral: "probability of neutral",
  sentiment_positive: "probability of positive",
  entity_id: "entity",
  perspective: "side",
  term_id: "name",
  target_kind: "kind of target",
  cue_class: "class of cue",
  rule: "found by",
}));
const columnName = (column) => COLUMN_NAMES.get(column) ?? inWords(column);

/** An id in words: albin-kurti, public_opinion. */
const inWords = (id) => id.replace(/^.*\./, "").replace(/[_-]/g, " ");
