// The address keeps the view: what stands after # says which chart, sentences, article or pair is open.

/** The view in the address; null where it names a section or nothing. */
function viewInAddress() {
  const words = window.location.hash.slice(1);
  return words.startsWith("at=") ? Object.fromEntries(new URLSearchParams(words)) : null;
}

/** The address of a view; empty choices are left out. */
function addressOf(view) {
  const parts = Object.entries(view).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return `#${parts.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&")}`;
}

/** Goes to a view; a step that is only a refinement takes the place of the last one in the history. */
function goTo(view, refine = false) {
  const address = addressOf(view);
  if (address === window.location.hash) return;
  if (refine) {
    history.replaceState(null, "", address);
    show();
  } else {
    window.location.hash = address;
  }
}

const isWeb = (url) => /^https?:\/\//i.test(url);
