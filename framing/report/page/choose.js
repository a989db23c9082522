// Choosing sentences by what was found in them, and counting what each further choice would leave.

const NOT_A_CHOICE = new Set(["at", "article", "s", "kind", "left", "right"]);

/** The part of a view that chooses sentences. */
function choiceIn(view) {
  return Object.fromEntries(
    Object.entries(view).filter(([key]) => !NOT_A_CHOICE.has(key) && (facets.has(key) || key === "outlet" || key === "q")),
  );
}

/** One test a choice: a function from the place of a sentence to whether it stays. */
async function testsOf(choice) {
  const tests = {};
  for (const [key, value] of Object.entries(choice)) {
    if (key === "q") {
      const found = await holding(value);
      tests[key] = (place) => found[place] === 1;
    } else if (key === "outlet") {
      tests[key] = (place) => index.articles[articleOf[place]].outlet === value;
    } else {
      const facet = facets.get(key);
      const wanted = facet.ids.get(value);
      const holds = facet.sets.map((set) => set.includes(wanted));
      tests[key] = (place) => holds[facet.of[place]];
    }
  }
  return tests;
}

/** The places of the sentences that pass every test. */
function passing(tests) {
  const all = Object.values(tests);
  const found = [];
  for (let place = 0; place < nSentences; place += 1) {
    if (all.every((test) => test(place))) found.push(place);
  }
  return found;
}

/** How many sentences each value of a facet would leave beside the other choices. */
function countsFor(name, tests) {
  const others = Object.entries(tests).filter(([key]) => key !== name).map(([, test]) => test);
  const counts = new Map();
  const add = (value) => counts.set(value, (counts.get(value) ?? 0) + 1);
  const facet = facets.get(name);
  for (let place = 0; place < nSentences; place += 1) {
    if (!others.every((test) => test(place))) continue;
    if (facet) facet.sets[facet.of[place]].forEach((value) => add(facet.values[value][0]));
    else add(index.articles[articleOf[place]].outlet);
  }
  return counts;
}

/** A choice in words. */
function describe(choice) {
  const words = Object.entries(choice).map(([key, value]) => {
    if (key === "q") return `“${value}”`;
    if (key === "outlet") return value;
    const found = facets.get(key)?.ids.get(value);
    return found === undefined ? value : facets.get(key).values[found][1];
  });
  return words.length ? words.join(" · ") : "All sentences";
}

/** Places grouped by article: [number, places] in order. */
function byArticle(found) {
  const groups = [];
  for (const place of found) {
    const number = articleOf[place];
    if (groups.length && groups.at(-1)[0] === number) groups.at(-1)[1].push(place);
    else groups.push([number, [place]]);
  }
  return groups;
}
