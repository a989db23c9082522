// What the address says is what is shown.

/** Shows the view in the address; moves there only when somebody went there. */
async function show(move = false) {
  const view = viewInAddress();
  if (!view) return;
  if (view.at === "read") {
    await showReader(view);
    if (move) arrive("articles", view);
  } else if (view.at === "pair") {
    await showPair(view);
    if (move) arrive("pair", view);
  } else if (document.getElementById(`chart-${view.at}`)) {
    await showWords(view);
  }
}

/** Brings the section into view and the focus to what was asked for. */
function arrive(section, view) {
  if (filters.contains(document.activeElement) || pairForm.contains(document.activeElement)) return;
  const opened = view.s ? document.querySelector("#reader .sentence.open button.who") : null;
  const target = opened ?? (view.article ? document.getElementById("article-title") : null) ?? document.getElementById(section);
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: opened ? "center" : "start" });
}

/** Opens all rows and hashes that are folded, for paper, and folds those again that were. */
function unfold(open) {
  const folded = open ? "main details.more:not([open])" : "main details[data-unfolded]";
  for (const details of document.querySelectorAll(folded)) {
    details.open = open;
    details.toggleAttribute("data-unfolded", open);
  }
}

buildReader();
buildPair();
window.addEventListener("hashchange", () => show(true));
window.addEventListener("beforeprint", () => unfold(true));
window.addEventListener("afterprint", () => unfold(false));
const asked = viewInAddress();
await showReader(asked?.at === "read" ? asked : { at: "read" });
await showPair(asked?.at === "pair" ? asked : { at: "pair", kind: "article" });
await show(true);
document.documentElement.dataset.ready = "yes";
