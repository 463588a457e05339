// Keys for the tools. Alt with a letter, for these are free in browsers and input methods; never while one composes.

const KEYS = {
  j: "jump",
  n: "next-change",
  p: "next-problem",
  a: "article",
  k: "paragraph",
  g: "item",
  i: "subitem",
  r: "renumber",
  m: "mend-all",
  enter: "next-unit",
};
const WITH_SHIFT = { n: "previous-change", p: "previous-problem" };

/** Return the tool that a key press asks for, "save" for Ctrl+S, undefined for none. */
export function toolFor(event) {
  if (event.isComposing || event.keyCode === 229) return undefined;
  const key = letter(event);
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === "s") return "save";
  // Ctrl+Alt is AltGr, which types signs.
  if (!event.altKey || event.ctrlKey || event.metaKey) return undefined;
  return event.shiftKey ? WITH_SHIFT[key] : KEYS[key];
}

/** The letter on the key: on a Mac, option types another sign with it. */
function letter(event) {
  const key = event.key.toLowerCase();
  if (/^[a-z]$/.test(key) || key === "enter") return key;
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : key;
}
