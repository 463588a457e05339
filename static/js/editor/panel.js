// What stands beside the field: asked for when typing rests, and shown without taking the focus.

import { ask } from "./requests.js";

const REST = 300;
const PARTS = ["outline", "problems", "comparison"];

export class Panel {
  constructor(form, field) {
    Object.assign(this, { form, field, length: field.textLength });
    this.against = document.getElementById("editor-against");
    this.counts = document.getElementById("editor-counts");
    this.parts = Object.fromEntries(PARTS.map((name) => [name, form.querySelector(`[data-part="${name}"]`)]));
    this.places = Object.fromEntries(PARTS.map((name) => [name, []]));
    this.against.closest("p").hidden = false;
    this.against.addEventListener("change", () => this.refresh());
  }

  /** Something was typed: ask again soon; until the answer is there, places behind the caret move along. */
  typed() {
    this.shift();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.refresh(), REST);
  }

  shift() {
    const length = this.field.textLength;
    const change = length - this.length;
    this.length = length;
    if (!change) return;
    const from = this.field.selectionEnd - Math.max(change, 0);
    for (const places of Object.values(this.places)) {
      for (const place of places) {
        if (place[0] > from) place[0] += change;
        if (place[1] > from) place[1] += change;
      }
    }
  }

  /** Ask for all parts of the text as it is: the outline first, for it is made at once. */
  async refresh() {
    clearTimeout(this.waiting);
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    const text = this.field.value;
    try {
      for (const parts of [["outline"], ["problems", "comparison"]]) {
        const asked = { text, parts, against: this.against.value };
        const answer = await ask(this.form, "panel", asked, request.signal);
        if (request.signal.aborted) return;
        for (const name of parts) this.show(name, answer[name]);
      }
      this.tell();
    } catch {
      // Superseded, or not to be reached: autosave says so.
    }
  }

  show(name, { html, words, places }) {
    const part = this.parts[name];
    this.places[name] = places;
    this.form.querySelector(`[data-count="${name}"]`).textContent = words;
    if (part.dataset.shown !== undefined && this[`${name}Html`] === html) return;
    const hadFocus = part.contains(document.activeElement) && part !== document.activeElement;
    part.innerHTML = html;
    part.dataset.shown = "";
    this[`${name}Html`] = html;
    if (hadFocus) part.focus({ preventScroll: true });
    part.dispatchEvent(new Event("shown"));
  }

  /** Say the numbers alone to those who hear the page. */
  tell() {
    const told = PARTS.map((name) => document.getElementById(`${name}-heading`).textContent.replace(/\s+/g, " ").trim());
    const words = told.join("、");
    if (this.counts.textContent !== words) this.counts.textContent = words;
  }
}
