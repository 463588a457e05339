// The text field: changes that the browser's own undo takes back, and showing a place. Offsets count UTF-16 units.

// Chromium lays the whole text out anew for each line of an undoable insertion; above this many lines times
// characters that takes longer than anybody waits, and the page's own undo does.
const MOST_WORK = 3_000_000;
const LINES_BELOW = 12;

/** Put `words` in place of what stands from `start` to `end`, in one step; returns whether the browser can undo it. */
export function replace(field, start, end, words) {
  field.focus();
  field.setSelectionRange(start, end);
  const isQuick = words.split("\n").length * field.textLength < MOST_WORK;
  if (isQuick && document.execCommand(words ? "insertText" : "delete", false, words)) return true;
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return false;
}

/** Make edits ({start, end, text}, in order, apart from each other) as one step, as `replace` does. */
export function makeEdits(field, edits) {
  const text = field.value;
  const start = edits[0].start;
  const end = edits[edits.length - 1].end;
  let words = "";
  let position = start;
  for (const edit of edits) {
    words += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return replace(field, start, end, words);
}

/** Select from `start` to `end` and bring the place into view, with some lines below it. */
export function reveal(field, start, end = start) {
  let below = start;
  for (let line = 0; line < LINES_BELOW && below >= 0; line += 1) below = field.value.indexOf("\n", below + 1);
  // A field scrolls to its caret when it gets the focus, and at no other time.
  for (const [first, last] of [[below < 0 ? field.value.length : below], [start, end]]) {
    field.blur();
    field.setSelectionRange(first, last ?? first);
    field.focus();
  }
}
