// The page of one clause: keeps what is typed until it is saved. Without this script the form saves by its buttons.

import { Autosave } from "./autosave.js";
import { LocalCopy, offer } from "./local_copy.js";
import { ask, token } from "./requests.js";

const FIELDS = ["kind", "label", "caption", "text", "history_change_reason"];
const form = document.getElementById("clause_form");
// Django's template writes the form's tag; what the modules read of it stands inside.
Object.assign(form.dataset, document.getElementById("clause-keeping").dataset);
const copy = new LocalCopy(form, FIELDS);
const autosave = new Autosave(form, FIELDS, copy);

/** Offer what an earlier visit left in this browser, before anything is typed over it. */
async function recover() {
  const kept = copy.read();
  if (!kept || isShown(kept) || wasSaved(kept)) {
    copy.remove();
    return;
  }
  const compare = async (values) => (await ask(form, "difference", values)).html;
  const chosen = await offer(copy, kept, compare);
  if (!chosen) return;
  for (const name of [...FIELDS, "seen"]) form.elements[name].value = chosen[name];
  autosave.typed();
}

function isShown(kept) {
  return FIELDS.every((name) => form.elements[name].value === kept[name]);
}

/** Whether it was sent, and has been saved since by the one who typed it. */
function wasSaved(kept) {
  return kept.isSent && Number(form.dataset.saved) > kept.seen;
}

form.addEventListener("input", (event) => FIELDS.includes(event.target.name) && autosave.typed());
form.addEventListener("submit", () => {
  form.elements.csrfmiddlewaretoken.value = token(form);
  autosave.stop();
});
recover();
