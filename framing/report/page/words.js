// From every mark to its words: the sentences behind a bar, cell or dot, opened below its chart.

const FIRST_SHOWN = 20;

/** Sentences grouped by article, the first ones at once and the rest when asked for. */
async function sentenceList(found, { find = "", level = "h5" } = {}) {
  const below = `h${Number(level[1]) + 1}`;
  const list = make("div", { class: "groups" });
  let shown = 0;
  const more = make("button", { type: "button", class: "more" });
  const add = async () => {
    const part = found.slice(shown, shown + FIRST_SHOWN);
    const groups = await Promise.all(byArticle(part).map(async ([number, rows]) => [number, rows, await blockOf(number)]));
    for (const [number, rows, block] of groups) {
      const first = index.articles[number].first;
      list.append(articleHead(number, level), make("ol", { class: "sentences" }, rows.map((place) => sentenceRow(place, block[place - first], { find, level: below }))));
    }
    shown += part.length;
    more.hidden = shown >= found.length;
    more.textContent = `Show ${Math.min(FIRST_SHOWN, found.length - shown)} more of ${found.length - shown}`;
  };
  more.addEventListener("click", async () => {
    const last = list.lastElementChild;
    await add();
    last?.nextElementSibling?.querySelector("a")?.focus();
  });
  await add();
  return [list, more];
}

/** The title of an article as a link to it, with outlet and date. */
function articleHead(number, level) {
  const article = index.articles[number];
  const about = [article.outlet, article.date].filter(Boolean).map((words) => apart(words));
  return make(
    level,
    { class: "article-head" },
    make("a", { href: addressOf({ at: "read", article: article.id }) }, apart(article.title)),
    make("small", {}, about.flatMap((words, place) => (place ? [" · ", words] : [words]))),
  );
}

const panel = make("section", { class: "words", id: "words", "aria-labelledby": "words-title", hidden: true });
let cameFrom = null;

/** Opens the panel below a chart with the sentences of a choice. */
async function showWords(view) {
  const chart = document.getElementById(`chart-${view.at}`);
  const choice = choiceIn(view);
  const found = passing(await testsOf(choice));
  const articles = byArticle(found).length;
  const heading = make("h4", { id: "words-title", tabindex: "-1" }, describe(choice));
  const close = make("button", { type: "button", class: "close" }, "Back to the chart");
  close.addEventListener("click", closeWords);
  panel.replaceChildren(
    make("header", {}, heading, make("p", { class: "status", role: "status" }, `${count(found.length, "sentence")} in ${count(articles, "article")}`), close),
    ...(await sentenceList(found)),
    make("p", {}, make("a", { href: addressOf({ at: "read", ...choice }) }, "Refine these with the filters")),
  );
  chart.append(panel);
  panel.hidden = false;
  cameFrom = document.querySelector(`[data-chart="${CSS.escape(view.at)}"] a[href="${CSS.escape(window.location.hash)}"]`);
  for (const mark of document.querySelectorAll("a.mark[aria-current]")) mark.removeAttribute("aria-current");
  cameFrom?.setAttribute("aria-current", "true");
  heading.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
}

function closeWords() {
  const chart = panel.closest("figure");
  panel.hidden = true;
  for (const mark of document.querySelectorAll("a.mark[aria-current]")) mark.removeAttribute("aria-current");
  if (chart) history.pushState(null, "", `#${chart.id}`);
  (cameFrom ?? chart)?.focus();
}

panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeWords();
});
