// The article reader: filters whose counts follow, the sentences they leave, and whole articles.

const FIRST_FILTERS = ["voice", "outlet", "frame", "stance", "tone"];
const STRIPS = 24;
const reader = document.getElementById("reader");
const filters = make("form", { class: "filters", role: "search", "aria-label": "Filter sentences" });
const status = make("p", { class: "status", role: "status" });
const shownHere = make("div", { class: "shown-here" });
let current = { at: "read" };

function outletFacet() {
  const names = [...new Set(index.articles.map((article) => article.outlet))];
  return { name: "outlet", title: "Outlet", values: names.map((name) => [name, name]) };
}

function buildReader() {
  const all = [...index.facets, outletFacet()];
  const rank = (facet) => FIRST_FILTERS.indexOf(facet.name) + 1 || all.length;
  const fields = all.sort((one, two) => rank(one) - rank(two)).map(filterField);
  const first = fields.filter(({ facet }) => FIRST_FILTERS.includes(facet.name)).map(({ field }) => field);
  const further = fields.filter(({ facet }) => !FIRST_FILTERS.includes(facet.name)).map(({ field }) => field);
  const text = make("input", { type: "search", id: "filter-q", name: "q", autocomplete: "off", spellcheck: "false" });
  let waiting = 0;
  text.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => choose("q", text.value.trim()), 250);
  });
  const clear = make("button", { type: "button" }, "Clear filters");
  clear.addEventListener("click", () => goTo({ at: "read", article: current.article }));
  filters.append(
    ...first,
    make("div", { class: "field" }, make("label", { for: "filter-q" }, "Words"), text),
    clear,
    further.length ? make("details", { class: "more" }, make("summary", {}, "More filters"), make("div", { class: "filters" }, further)) : "",
  );
  filters.addEventListener("submit", (event) => event.preventDefault());
  reader.append(filters, status, shownHere);
}

function filterField(facet) {
  const select = make("select", { id: `filter-${facet.name}`, name: facet.name });
  select.append(make("option", { value: "" }, "All"), ...facet.values.map(([id, label]) => make("option", { value: id, "data-label": label }, label)));
  select.addEventListener("change", () => choose(facet.name, select.value));
  return { facet, field: make("div", { class: "field" }, make("label", { for: select.id }, facet.title), select) };
}

/** A filter is set: the sentences it leaves are shown, of the open article or of all. */
function choose(name, value) {
  const next = { ...current, at: "read", [name]: value };
  delete next.s;
  goTo(next, name === "q");
}

/** Fills the form from a view, with the number of sentences behind every option. */
function fillFilters(choice, tests) {
  for (const field of filters.elements) {
    if (!field.name) continue;
    if (field.name === "q") {
      if (document.activeElement !== field) field.value = choice.q ?? "";
      continue;
    }
    const counts = countsFor(field.name, tests);
    field.value = choice[field.name] ?? "";
    for (const option of field.options) {
      if (!option.value) continue;
      const left = counts.get(option.value) ?? 0;
      option.textContent = `${option.dataset.label} (${left.toLocaleString("en")})`;
      option.disabled = left === 0 && !option.selected;
    }
  }
}

async function showReader(view) {
  current = view;
  const choice = choiceIn(view);
  const tests = await testsOf(choice);
  const found = passing(tests);
  fillFilters(choice, tests);
  const chosen = Object.keys(choice).length > 0;
  const number = articleNumber.get(view.article);
  status.textContent = chosen
    ? `${describe(choice)}: ${found.length.toLocaleString("en")} of ${count(nSentences, "sentence")}, in ${count(byArticle(found).length, "article")}`
    : `${count(nSentences, "sentence")} in ${count(index.articles.length, "article")}`;
  if (number !== undefined) shownHere.replaceChildren(...(await wholeArticle(number, view, chosen ? new Set(found) : null)));
  else if (chosen) shownHere.replaceChildren(...(await sentenceList(found, { find: choice.q ?? "", level: "h3" })));
  else shownHere.replaceChildren(...articleList());
}

/** The articles as strips of sentences, each a letter for its voice over a sign for its tone. */
function articleList() {
  const list = make("ol", { class: "strips" });
  const more = make("button", { type: "button", class: "more" });
  let shown = 0;
  const add = () => {
    const end = Math.min(index.articles.length, shown + STRIPS);
    for (; shown < end; shown += 1) list.append(make("li", {}, articleHead(shown, "h3"), strip(shown)));
    more.hidden = shown >= index.articles.length;
    more.textContent = `Show more of the other ${count(index.articles.length - shown, "article")}`;
  };
  more.addEventListener("click", () => {
    const last = list.lastElementChild;
    add();
    last?.nextElementSibling?.querySelector("a")?.focus();
  });
  add();
  return [list, more];
}

/** A cell a sentence; a pointer goes to the sentence, the keyboard takes the way through the article. */
function strip(number) {
  const { first, n, id } = index.articles[number];
  const cells = Array.from({ length: Math.min(n, 400) }, (_, at) => {
    const voices = valuesAt("voice", first + at);
    const tone = valuesAt("tone", first + at)[0];
    const letters = voices.length > 2 ? `${letterOf(voices[0])}+` : voices.map(letterOf).join("");
    return make("span", { class: `cell v${places.get(voices[0]) ?? 0}`, "data-at": String(at) }, letters, make("span", { class: `tone ${tone}` }, TONE_SIGNS[tone] ?? " "));
  });
  const row = make("div", { class: "strip", "aria-hidden": "true" }, cells, n > 400 ? make("span", { class: "note" }, ` … ${n - 400} more`) : null);
  row.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (cell) goTo({ at: "read", article: id, s: String(Number(cell.dataset.at) + 1) });
  });
  return row;
}

/** A whole article: its head, its sentences by paragraph, and the ways to its neighbours. */
async function wholeArticle(number, view, matching) {
  const article = index.articles[number];
  const block = await blockOf(number);
  const choice = choiceIn(view);
  const lists = [];
  block.forEach((sentence, at) => {
    const place = article.first + at;
    if (!lists.length || block[at - 1].paragraph !== sentence.paragraph) lists.push(make("ol", { class: "sentences", start: String(at + 1) }));
    const options = { find: choice.q ?? "", open: view.s === String(at + 1), chosen: matching?.has(place) ?? false };
    lists.at(-1).append(sentenceRow(place, sentence, options));
  });
  const heading = make("h3", { tabindex: "-1", id: "article-title" }, apart(article.title));
  const hits = matching ? block.filter((_, at) => matching.has(article.first + at)).length : 0;
  const about = [article.outlet, article.date, count(article.n, "sentence"), matching ? `${hits} chosen` : ""].filter(Boolean);
  const ways = [[number - 1, "Previous article"], [number + 1, "Next article"]]
    .filter(([at]) => at in index.articles)
    .map(([at, words]) => make("a", { href: addressOf({ at: "read", ...choice, article: index.articles[at].id }) }, words));
  const all = make("a", { href: addressOf({ at: "read", ...choice }) }, matching ? "All chosen sentences" : "All articles");
  return [
    make(
      "article",
      { class: "whole", "aria-labelledby": "article-title" },
      make("nav", { class: "ways", "aria-label": "Articles" }, all, ways, make("a", { href: addressOf({ at: "pair", kind: "article", left: article.id }) }, "Put beside another")),
      heading,
      make("p", { class: "about" }, about.flatMap((words, place) => (place ? [" · ", apart(words)] : [apart(words)])), source(article)),
      lists,
    ),
  ];
}

/** Where the article was published: a link where it is an address of the web, else its letters. */
function source(article) {
  if (!article.url) return null;
  const words = isWeb(article.url) ? make("a", { href: article.url, rel: "noopener noreferrer nofollow external" }, apart(article.url)) : apart(article.url);
  return make("span", { class: "url" }, words);
}

filters.addEventListener("keydown", (event) => {
  if (event.key === "Escape") goTo({ at: "read", article: current.article });
});

shownHere.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || !event.target.classList.contains("who")) return;
  const buttons = [...shownHere.querySelectorAll("button.who")];
  const next = buttons[buttons.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
