// A sentence with its marks: voice by colour and letter, source, cue and content underlined, tone in the margin.

const TONE_SIGNS = { negative: "▼", neutral: "–", positive: "▲" };
const LONGEST = 3000;

function badge(voice) {
  return make("span", { class: `badge v${places.get(voice) ?? 0}`, "aria-hidden": "true" }, letterOf(voice));
}

function toneSign(tone) {
  if (!(tone in TONE_SIGNS)) return make("span", { class: "tone" });
  return make("span", { class: `tone ${tone}`, title: tone }, TONE_SIGNS[tone], unseen(` ${tone}`));
}

/** The spans to mark in a sentence: [start, end, class]. */
function marksOf(sentence, find) {
  const marks = (sentence.marks ?? []).map(([start, end, part]) => [start, end, part]);
  for (const term of sentence.terms ?? []) if (term.at) marks.push([...term.at, "term"]);
  if (find) {
    const text = sentence.text.slice(0, LONGEST).toLowerCase();
    const wanted = find.toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      marks.push([at, at + wanted.length, "hit"]);
    }
  }
  return marks;
}

/** The text cut where a mark begins or ends, each piece with the classes of all marks over it. */
function textOf(sentence, find) {
  const text = sentence.text.slice(0, LONGEST);
  const marks = marksOf(sentence, find);
  const cuts = new Set([0, text.length]);
  for (const [start, end] of marks) cuts.add(Math.min(start, text.length)).add(Math.min(end, text.length));
  const edges = [...cuts].sort((one, two) => one - two);
  const pieces = edges.slice(1).map((end, place) => {
    const start = edges[place];
    const over = marks.filter((mark) => mark[0] <= start && mark[1] >= end).map((mark) => mark[2]);
    const words = text.slice(start, end);
    return over.length ? make("span", { class: [...new Set(over)].join(" ") }, words) : words;
  });
  if (sentence.text.length > LONGEST) {
    pieces.push(make("i", { class: "note" }, ` … ${count(sentence.text.length - LONGEST, "more sign")}`));
  }
  return apart(...pieces);
}

let lastId = 0;

/** A sentence as a row that opens to show what was found in it, under headings of a level. */
function sentenceRow(place, sentence, { find = "", open = false, chosen = false, level = "h4" } = {}) {
  const voices = valuesAt("voice", place);
  const main = voices[0];
  const tone = valuesAt("tone", place)[0];
  const number = place - index.articles[articleOf[place]].first + 1;
  const spoken = voices.map(labelOf).join(" and ");
  const id = `found-${(lastId += 1)}`;
  const button = make(
    "button",
    { type: "button", class: "who", "aria-expanded": "false", "aria-controls": id },
    voices.map(badge),
    unseen(`Sentence ${number}, voice: ${spoken}. What was found`),
  );
  const found = make("div", { class: "found", id, hidden: true });
  const row = make(
    "li",
    { class: `sentence v${places.get(main) ?? 0}${chosen ? " chosen" : ""}`, "data-place": String(place) },
    button,
    make("p", { class: "text" }, textOf(sentence, find)),
    toneSign(tone),
    found,
  );
  const set = (opened) => {
    if (opened && !found.childElementCount) found.append(...findings(place, sentence, level));
    found.hidden = !opened;
    button.setAttribute("aria-expanded", String(opened));
    row.classList.toggle("open", opened);
  };
  button.addEventListener("click", () => set(found.hidden));
  row.querySelector(".text").addEventListener("click", () => {
    if (!window.getSelection().toString()) set(found.hidden);
  });
  if (open) set(true);
  return row;
}

/** Everything the tables say of a sentence, part by part. */
function findings(place, sentence, level) {
  const parts = [voicePart(place, sentence, level), tonePart(sentence, level)];
  const tables = { stances: "Stance", frames: "Frames", terms: "Names", mentions: "Mentions", actions: "Who acts", distancing: "Distance" };
  for (const [name, title] of Object.entries(tables)) {
    if (sentence[name]?.length) parts.push(part(title, sentence[name].map((row) => facts(row, place)), level));
  }
  return parts;
}

const part = (title, lines, level) => make("section", { class: "part" }, make(level, {}, title), make("ul", {}, lines.map((line) => make("li", {}, line))));

function voicePart(place, sentence, level) {
  const lines = valuesAt("voice", place).map((voice) => [
    badge(voice), ` ${labelOf(voice)} `,
    make("a", { href: addressOf({ at: "voice-share", voice }) }, "in the chart", unseen(`: ${labelOf(voice)}`)),
  ]);
  for (const row of sentence.attributions ?? []) {
    lines.push([
      named("source", row.source_text, "source"), named("cue", row.cue_text, "cue"), named("content", row.content_text, "content"),
      facts(row, place, new Set(["source_text", "cue_text", "content_text"])),
    ]);
  }
  const spoken = [sentence.scores.voice_confidence, sentence.evidence.voice_evidence].filter((one) => one !== undefined);
  if (spoken.length) lines.push(`Voice: ${spoken.join("; ")}`);
  return part("Voice and attribution", lines, level);
}

const named = (name, text, style) =>
  text ? make("span", { class: "fact" }, make("i", {}, `${name} `), make("span", { class: style }, apart(text.slice(0, 300)))) : null;

function tonePart(sentence, level) {
  const lines = Object.entries(sentence.scores)
    .filter(([name]) => name !== "voice_confidence")
    .map(([name, value]) => `${columnName(name)}: ${value}`);
  if (sentence.evidence.lexicon_evidence) lines.push([make("i", {}, "words that counted "), apart(sentence.evidence.lexicon_evidence)]);
  if (sentence.evidence.sentiment_evidence) lines.push([make("i", {}, "words for the model’s tone "), apart(sentence.evidence.sentiment_evidence)]);
  return part("Tone", lines.length ? lines : ["No word of the lexicon: no tone, not a neutral one."], level);
}

/** The cells of a row in words; sides by their names. */
function facts(row, place, leaveOut = new Set()) {
  const cells = Object.entries(row).filter(([name]) => name !== "at" && !leaveOut.has(name));
  return cells.map(([name, value]) => {
    const words = labels.has(value) ? labelOf(value) : String(value);
    const link = name === "frame" && facets.get("frame")?.ids.has(value)
      ? make("a", { href: addressOf({ at: "frames", frame: value }) }, words)
      : apart(words.slice(0, 300));
    return make("span", { class: "fact" }, make("i", {}, `${columnName(name)} `), link);
  });
}
