// Side by side: two articles or two outlets, aligned by what they have in common.

const ALIKE = 0.15;
const MOST_ALIGNED = 400;
const comparison = document.getElementById("comparison");
const shownPair = make("div", { class: "shown-here" });
const pairForm = make("form", { class: "filters", "aria-label": "What to put side by side" });

function buildPair() {
  const kinds = [["article", "Articles"], ["outlet", "Outlets"]];
  const kind = make("select", { id: "pair-kind", name: "kind" }, kinds.map(([id, label]) => make("option", { value: id }, label)));
  const sides = ["left", "right"].map((name) => make("select", { id: `pair-${name}`, name }));
  pairForm.append(
    ...[[kind, "Compare"], [sides[0], "Left"], [sides[1], "Right"]].map(([select, label]) =>
      make("div", { class: "field" }, make("label", { for: select.id }, label), select)),
  );
  kind.addEventListener("change", () => goTo({ at: "pair", kind: kind.value }));
  for (const select of sides) {
    select.addEventListener("change", () => goTo({ at: "pair", kind: kind.value, left: sides[0].value, right: sides[1].value }));
  }
  pairForm.addEventListener("submit", (event) => event.preventDefault());
  comparison.append(pairForm, shownPair);
}

function fillPair(view) {
  const kind = view.kind === "outlet" ? "outlet" : "article";
  pairForm.elements.kind.value = kind;
  for (const name of ["left", "right"]) {
    const select = pairForm.elements[name];
    if (select.dataset.kind !== kind) {
      const options = kind === "outlet" ? index.outlets.map((outlet) => make("option", { value: outlet.name }, outlet.name)) : articleOptions();
      select.replaceChildren(make("option", { value: "" }, "Choose"), ...options);
      select.dataset.kind = kind;
    }
    select.value = view[name] ?? "";
  }
}

function articleOptions() {
  const groups = new Map();
  for (const article of index.articles) {
    if (!groups.has(article.outlet)) groups.set(article.outlet, make("optgroup", { label: article.outlet }));
    groups.get(article.outlet).append(make("option", { value: article.id }, `${article.title}${article.date ? `, ${article.date}` : ""}`));
  }
  return groups.values();
}

async function showPair(view) {
  fillPair(view);
  if (view.kind === "outlet") shownPair.replaceChildren(...outletPair(view));
  else shownPair.replaceChildren(...(await articlePair(view)));
}

/** How often each entity is met, to weigh what two articles share: rare ones tell more. */
const weights = (() => {
  const seen = new Array(index.entities.length).fill(0);
  for (const article of index.articles) for (const entity of article.entities) seen[entity] += 1;
  return seen.map((n) => Math.log(1 + index.articles.length / n));
})();

/** From 0 to 1: the weight of the entities two articles share, of all they mention; the same event counts as 1 more. */
function common(one, two) {
  const other = new Set(two.entities);
  const shared = one.entities.filter((entity) => other.has(entity));
  const total = (entities) => entities.reduce((sum, entity) => sum + weights[entity], 0);
  const all = total(one.entities) + total(two.entities) - total(shared);
  return (all ? total(shared) / all : 0) + (one.event && one.event === two.event ? 1 : 0);
}

function nearest(article, among, most) {
  return among
    .filter((other) => other !== article)
    .map((other) => [common(article, other), other])
    .filter(([score]) => score > 0)
    .sort((one, two) => two[0] - one[0])
    .slice(0, most)
    .map(([, other]) => other);
}

async function articlePair(view) {
  const [left, right] = [view.left, view.right].map((id) => index.articles[articleNumber.get(id)]);
  if (!left) return [make("p", { class: "note" }, "Choose two articles.")];
  const near = nearest(left, index.articles, 6);
  const links = near.map((other) =>
    make("li", {}, make("a", { href: addressOf({ at: "pair", kind: "article", left: left.id, right: other.id }) }, apart(other.title)), make("small", {}, " ", apart(other.outlet))));
  const offered = make("details", { class: "more", open: !right }, make("summary", {}, "Articles with most in common with the left one"), make("ul", {}, links));
  if (!right || right === left) return [offered];
  const blocks = await Promise.all([left, right].map((article) => blockOf(articleNumber.get(article.id))));
  return [offered, profile([left, right]), aligned([left, right], blocks)];
}

/** Shares of voices, tones, frames and names in two articles, with what differs. */
function profile(pair) {
  const rows = [];
  for (const name of ["voice", "tone", "frame", "term"]) {
    const facet = facets.get(name);
    if (!facet) continue;
    const tallies = pair.map((article) => tally(facet, article));
    facet.values.forEach(([id, label], value) => {
      const [one, two] = tallies.map((counts) => counts.get(value) ?? 0);
      if (one || two) rows.push([facet.title, id, label, one, two]);
    });
  }
  return make(
    "div",
    { class: "wide", role: "region", tabindex: "0", "aria-label": "What two articles hold (table, scrolls sideways)" },
    make(
      "table",
      { class: "profile" },
      make("caption", {}, "Sentences in each article. Two articles are counted, nothing is estimated."),
      make("thead", {}, make("tr", {}, ["", ...pair.map((article) => apart(article.title)), "Difference"].map((words, place) => make(place ? "th" : "td", place ? { scope: "col" } : {}, words)))),
      make("tbody", {}, rows.map((row) => profileRow(row, pair))),
    ),
  );
}

function tally(facet, article) {
  const counts = new Map();
  for (let place = article.first; place < article.first + article.n; place += 1) {
    for (const value of facet.sets[facet.of[place]]) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function profileRow([title, id, label, one, two], pair) {
  const shares = [one / pair[0].n, two / pair[1].n];
  const gap = Math.round(100 * (shares[1] - shares[0]));
  const only = !one ? "only right" : !two ? "only left" : "";
  const words = only || (gap ? `${gap > 0 ? "+" : "−"}${Math.abs(gap)} points` : "same");
  const cells = [one, two].map((n, side) => make("td", { class: "number" }, percent(shares[side]), make("small", {}, `${n} of ${pair[side].n}`)));
  return make("tr", { class: only ? "differs" : "" }, make("th", { scope: "row" }, places.has(id) ? badge(id) : null, ` ${title}: ${label}`), cells, make("td", {}, only ? make("b", {}, words) : words));
}

/** Both articles from top to bottom: sentences that are alike stand beside each other, the rest between them. */
function aligned(pair, blocks) {
  const shown = blocks.map((block) => block.slice(0, MOST_ALIGNED));
  const partners = alike(...shown.map((block) => block.map(wordsOf)));
  const rows = [];
  let [left, right] = [0, 0];
  for (const [one, two] of [...partners, [shown[0].length, shown[1].length]]) {
    if (one > left || two > right) rows.push([range(left, one), range(right, two)]);
    if (one < shown[0].length) rows.push([[one], [two], differences(pair[0].first + one, pair[1].first + two)]);
    [left, right] = [one + 1, two + 1];
  }
  const cell = (side, places) => (places.length
    ? make("td", {}, make("ol", { class: "sentences", start: String(places[0] + 1) }, places.map((at) => sentenceRow(pair[side].first + at, blocks[side][at], { level: "h3" }))))
    : make("td", { class: "blank" }, unseen("nothing alike")));
  const heads = pair.map((article) => make("th", { scope: "col" }, apart(article.title), make("small", {}, apart(article.outlet))));
  return make(
    "table",
    { class: "aligned" },
    make("caption", {}, `${count(partners.length, "pair")} of sentences share telling words or actors. Found by words alone: a pair may be wrong.`),
    make("thead", {}, make("tr", {}, heads, make("th", { scope: "col" }, "What differs"))),
    make("tbody", {}, rows.map(([one, two, differing]) =>
      make("tr", { class: differing ? "both" : "alone" }, cell(0, one), cell(1, two), make("td", { class: "differences" }, differing ?? "")))),
  );
}

const range = (start, end) => Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at);

/** What two aligned sentences do not have in common: voice, tone, frame, names. */
function differences(one, two) {
  const found = [];
  for (const name of ["voice", "tone", "frame", "term"]) {
    const [first, second] = [valuesAt(name, one), valuesAt(name, two)];
    if (first.join() === second.join()) continue;
    const words = (ids) => ids.map((id) => facets.get(name).values[facets.get(name).ids.get(id)][1]).join(", ") || "none";
    found.push(make("span", { class: "fact" }, make("i", {}, `${facets.get(name).title} `), apart(words(first)), " → ", apart(words(second))));
  }
  return found.length ? found : "nothing that was counted";
}

/** The words of a sentence and the actors it mentions. */
function wordsOf(sentence) {
  const words = sentence.text.slice(0, LONGEST).toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set([...words, ...(sentence.mentions ?? []).map((mention) => `actor ${mention.entity_id}`)]);
}

/** Pairs of sentences in the order of both articles whose likeness adds up highest (Needleman and Wunsch 1970). */
function alike(lefts, rights) {
  const likeness = cosines(lefts, rights);
  const best = Array.from({ length: lefts.length + 1 }, () => new Float64Array(rights.length + 1));
  for (let one = lefts.length - 1; one >= 0; one -= 1) {
    for (let two = rights.length - 1; two >= 0; two -= 1) {
      const paired = likeness[one][two] >= ALIKE ? likeness[one][two] + best[one + 1][two + 1] : 0;
      best[one][two] = Math.max(paired, best[one + 1][two], best[one][two + 1]);
    }
  }
  const pairs = [];
  for (let one = 0, two = 0; one < lefts.length && two < rights.length;) {
    if (best[one][two] === best[one + 1][two]) one += 1;
    else if (best[one][two] === best[one][two + 1]) two += 1;
    else pairs.push([one++, two++]);
  }
  return pairs;
}

/** How alike every two sentences are, from 0 to 1: the cosine of their words, weighed by how rare they are. */
function cosines(lefts, rights) {
  const all = [...lefts, ...rights];
  const seen = new Map();
  for (const words of all) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  const weight = (word) => Math.log(all.length / seen.get(word)) ** 2;
  const size = (words) => Math.sqrt([...words].reduce((sum, word) => sum + weight(word), 0));
  const sizes = rights.map(size);
  return lefts.map((words) => {
    const own = size(words);
    return rights.map((other, two) => {
      let shared = 0;
      for (const word of words) if (other.has(word)) shared += weight(word);
      return shared / (own * sizes[two] || 1);
    });
  });
}

function outletPair(view) {
  const pair = [view.left, view.right].map((name) => index.outlets.find((outlet) => outlet.name === name));
  if (!pair[0] || !pair[1] || pair[0] === pair[1]) return [make("p", { class: "note" }, "Choose two outlets.")];
  const rows = index.voices.map((voice, place) => outletRow(voice.id, pair.map((outlet) => outlet.shares[place] ?? [null, null, null])));
  return [
    make(
      "table",
      { class: "profile" },
      make("caption", {}, "Share of the sentences that convey each one’s position, with 95% intervals over articles."),
      make("thead", {}, make("tr", {}, ["", ...pair.map((outlet) => [apart(outlet.name), make("small", {}, `${count(outlet.articles, "article")}, ${count(outlet.sentences, "sentence")}`)]), "Difference"].map((words, place) => make(place ? "th" : "td", place ? { scope: "col" } : {}, words)))),
      make("tbody", {}, rows),
    ),
    sameEvents(pair),
  ];
}

function outletRow(voice, [one, two]) {
  const known = one[1] !== null && two[1] !== null;
  const differ = known && (one[1] > two[2] || two[1] > one[2]);
  const words = !known ? "cannot be told without intervals" : differ ? "intervals do not overlap" : "cannot be told apart";
  const cell = ([share, low, high]) => make("td", { class: "number" }, percent(share), make("small", {}, low === null ? "no interval" : `${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)}%`));
  return make("tr", { class: differ ? "differs" : "" }, make("th", { scope: "row" }, badge(voice), ` ${labelOf(voice)}`), cell(one), cell(two), make("td", {}, differ ? make("b", {}, words) : words));
}

/** Articles of two outlets that have most in common, as links to their comparison. */
function sameEvents(pair) {
  const [lefts, rights] = pair.map((outlet) => index.articles.filter((article) => article.outlet === outlet.name));
  const found = lefts.slice(0, 300).map((left) => [left, nearest(left, rights.slice(0, 300), 1)[0]]).filter(([, right]) => right);
  if (!found.length) return make("p", { class: "note" }, "No two of their articles mention the same actors.");
  const lines = found.map(([left, right]) =>
    make("li", {}, make("a", { href: addressOf({ at: "pair", kind: "article", left: left.id, right: right.id }) }, apart(left.title), " | ", apart(right.title))));
  return make("section", {}, make("h3", {}, "Articles with most in common"), make("ul", {}, lines));
}
