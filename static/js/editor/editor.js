// The whole-text editor: puts its parts together. Without this script the page checks and saves by its buttons.

import { Autosave } from "./autosave.js";
import { Edits } from "./edits.js";
import { replace, reveal } from "./field.js";
import { Jump } from "./jump.js";
import { keepPlace, LocalCopy, offer, takePlace } from "./local_copy.js";
import { indexAt, Outline } from "./outline.js";
import { Panel } from "./panel.js";
import { ask, token } from "./requests.js";
import { toolFor } from "./shortcuts.js";

const form = document.getElementById("editor");
const field = form.elements.text;
const saveButton = form.elements._save;
const FIELDS = ["text", "history_change_reason"];
const copy = new LocalCopy(form, FIELDS);
const CARET = `portal-editor-caret:${form.dataset.edition}`;
if (form.dataset.kept !== undefined) settle();
const autosave = new Autosave(form, FIELDS, copy);
const panel = new Panel(form, field);
const outline = new Outline(field, panel.parts.outline, () => panel.places.outline);
const say = (words) => autosave.say(words);
const edits = new Edits(form, field, say);
const jump = new Jump(form, field);

const tools = {
  jump: () => jump.open(),
  "next-change": () => step("comparison", 1),
  "previous-change": () => step("comparison", -1),
  "next-problem": () => step("problems", 1),
  "previous-problem": () => step("problems", -1),
  article: () => edits.insert("article"),
  paragraph: () => edits.insert("paragraph"),
  item: () => edits.insert("item"),
  subitem: () => edits.insert("subitem"),
  "next-unit": () => edits.insert("next"),
  renumber: () => edits.propose("renumber"),
  branch: () => edits.propose("renumber", { branch: true }),
  "mend-all": () => edits.propose("mend_all"),
  undo: () => edits.undo(),
  shortcuts: () => document.getElementById("shortcuts-dialog").showModal(),
  save: () => form.requestSubmit(saveButton),
};

/** The server has taken what was typed: go on where one was. The address loses its word for that, for a reload. */
function settle() {
  copy.remove();
  const { caret = 0, top = 0, hasFocus = false } = takePlace(CARET);
  field.setSelectionRange(caret, caret);
  if (hasFocus) field.focus();
  field.scrollTop = top;
  const address = new URL(location.href);
  address.searchParams.delete("saved");
  history.replaceState(null, "", address);
}

/** Go to the next place of a part of the panel before or behind the caret. */
function step(name, direction) {
  const places = [...panel.places[name]].sort((one, other) => one[0] - other[0]);
  const caret = field.selectionStart;
  const next = direction > 0 ? indexAt(places, caret) + 1 : indexAt(places, caret - 1);
  const place = places[next];
  if (place) reveal(field, ...place);
  else say(form.dataset.none);
}

function typed(event) {
  autosave.typed();
  if (!event.isComposing) panel.typed();
}

function submit(event) {
  const most = Number(form.dataset.mostBytes);
  if (most && new Blob([field.value]).size > most - 10_000) {
    event.preventDefault();
    say(form.dataset.tooLong);
    return;
  }
  form.elements.csrfmiddlewaretoken.value = token(form);
  const place = { caret: field.selectionStart, top: field.scrollTop, hasFocus: document.activeElement === field };
  keepPlace(CARET, place);
  autosave.stop();
}

/** Offer what an earlier visit left in this browser, before anything is typed over it. */
async function recover() {
  const kept = copy.read();
  if (!kept || kept.text === field.value) {
    copy.remove();
    return;
  }
  const compare = async ({ text }) => {
    const answer = await ask(form, "panel", { text, parts: ["comparison"], against: "saved" });
    return answer.comparison.html;
  };
  const chosen = await offer(copy, kept, compare);
  if (!chosen) return;
  form.elements.seen.value = chosen.seen;
  form.elements.history_change_reason.value = chosen.history_change_reason;
  replace(field, 0, field.textLength, chosen.text);
}

field.addEventListener("input", typed);
field.addEventListener("compositionend", () => panel.typed());
form.addEventListener("submit", submit);
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.tool) tools[button.dataset.tool]();
  if (button?.dataset.mend) edits.propose("mend", { name: button.dataset.mend });
  if (button?.dataset.place) {
    const name = button.closest("[data-part]").dataset.part;
    reveal(field, ...panel.places[name][button.dataset.place]);
  }
});
document.addEventListener("keydown", (event) => {
  const tool = toolFor(event);
  if (!tool || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  tools[tool]();
});
for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
panel.parts.outline.addEventListener("shown", () => outline.follow());
form.querySelector(".editor-tools").hidden = false;
form.elements._check.hidden = true; // the panel does it all the time
if (form.dataset.start) reveal(field, Number(form.dataset.start));
recover().then(() => panel.refresh());
