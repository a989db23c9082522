// What the page knows: an index of all sentences, and articles that are read when they are opened.

const index = JSON.parse(document.getElementById("index").textContent);
const places = new Map(index.voices.map((voice, place) => [voice.id, place]));
const nSentences = index.articles.reduce((sum, article) => sum + article.n, 0);
const facets = new Map(index.facets.map((facet) => [facet.name, facet]));
const articleNumber = new Map(index.articles.map((article, number) => [article.id, number]));
const articleOf = new Uint32Array(nSentences);
index.articles.forEach((article, number) => articleOf.fill(number, article.first, article.first + article.n));
for (const facet of index.facets) facet.ids = new Map(facet.values.map(([id], place) => [id, place]));

const opened = new Map();

/** The sentences of an article: a promise when they come from the server, else the sentences at once. */
function blockOf(number) {
  if (!opened.has(number)) {
    const data = document.getElementById(`article-${number}`);
    opened.set(number, data ? JSON.parse(data.textContent) : fetchJson(`article/${number}.json`));
  }
  return opened.get(number);
}

async function fetchJson(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

let lowered = null;

/** Which sentences hold some words, whatever their case: 1 where they do. */
async function holding(words) {
  const found = new Uint8Array(nSentences);
  if (index.served) {
    for (const place of await fetchJson(`search?q=${encodeURIComponent(words)}`)) found[place] = 1;
    return found;
  }
  lowered ??= index.articles.flatMap((_, number) => blockOf(number).map((sentence) => sentence.text.toLowerCase()));
  const wanted = words.toLowerCase();
  lowered.forEach((text, place) => {
    if (text.includes(wanted)) found[place] = 1;
  });
  return found;
}

/** The values of a facet that a sentence has, by id. */
function valuesAt(name, place) {
  const facet = facets.get(name);
  return facet ? facet.sets[facet.of[place]].map((value) => facet.values[value][0]) : [];
}

/** What a voice, side, frame or issue is called. */
const labels = new Map(Object.entries(index.labels));
const labelOf = (id) => labels.get(id) ?? inWords(id).replace(/^./, (first) => first.toUpperCase());
const letterOf = (voice) => index.voices[places.get(voice)]?.letter ?? "?";
