// Edits that the portal proposes: shown first, made in one step, taken back in one.

import { makeEdits, replace, reveal } from "./field.js";
import { ask } from "./requests.js";

export class Edits {
  constructor(form, field, say) {
    Object.assign(this, { form, field, say });
    this.dialog = document.getElementById("edits-dialog");
    this.list = document.getElementById("edits-list");
    this.button = document.getElementById("edits-apply");
    this.undoButton = form.querySelector('[data-tool="undo"]');
    this.button.addEventListener("click", () => this.apply());
    this.dialog.addEventListener("close", () => this.field.focus());
    field.addEventListener("keydown", (event) => this.undoByKey(event));
  }

  /** Show what the server proposes; nothing changes before somebody agrees. */
  async propose(what, more = {}) {
    const proposal = await this.ask({ what, ...more });
    if (!proposal) return;
    this.proposal = proposal;
    this.list.innerHTML = proposal.html;
    this.button.hidden = !proposal.edits.length;
    this.dialog.showModal();
  }

  /** Put a unit or an article in behind the one at the caret; words in it that are to be typed over are selected. */
  async insert(way) {
    const proposal = await this.ask({ what: "unit", way, at: this.field.selectionStart });
    if (!proposal || this.field.value !== proposal.text) return;
    this.make(proposal);
    reveal(this.field, proposal.caret, proposal.caret_end);
  }

  /** Ask; returns null where there is nothing to do or nobody to ask, and says so. */
  async ask(asked) {
    const text = this.field.value;
    try {
      const answer = await ask(this.form, "edits", { text, ...asked });
      if (answer.message) this.say(answer.message);
      // Doubts are shown even where no word changes.
      return answer.edits.length || answer.doubts ? { ...answer, text } : null;
    } catch (error) {
      this.say(error.loggedOut === undefined ? this.form.dataset.offline : error.message);
      return null;
    }
  }

  apply() {
    this.dialog.close();
    if (this.field.value !== this.proposal.text) return;
    this.make(this.proposal);
    this.say(this.form.dataset.applied);
  }

  make(proposal) {
    const before = this.field.value;
    const caret = this.field.selectionStart;
    const isUndoable = makeEdits(this.field, proposal.edits);
    this.made = { before, caret, after: this.field.value, isUndoable };
    this.undoButton.hidden = false;
  }

  /** Ctrl+Z takes back what the browser cannot. */
  undoByKey(event) {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (!isUndo || !this.made || this.made.isUndoable || this.field.value !== this.made.after) return;
    event.preventDefault();
    this.undo();
  }

  /** Take the last edits back, unless something was typed since. */
  undo() {
    if (!this.made) return;
    if (this.field.value !== this.made.after) {
      this.say(this.form.dataset.changed);
      return;
    }
    const { before, after, caret } = this.made;
    let head = 0;
    while (head < before.length && before[head] === after[head]) head += 1;
    let tail = 0;
    const most = Math.min(before.length, after.length) - head;
    while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
    replace(this.field, head, after.length - tail, before.slice(head, before.length - tail));
    reveal(this.field, Math.min(caret, this.field.textLength));
    this.made = null;
    this.undoButton.hidden = true;
    this.say(this.form.dataset.undone);
  }
}
