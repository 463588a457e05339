// Keeps what is typed into a form's fields: in this browser within half a second, on the server when typing rests.
// Saving is something else.

import { ask } from "./requests.js";

const HERE = { rest: 100, longest: 500 };
const THERE = { rest: 2_000, longest: 15_000 };

export class Autosave {
  /** `fields` are the names of those that are kept, `copy` is their LocalCopy. */
  constructor(form, fields, copy) {
    Object.assign(this, { form, fields, copy, isHere: true, isStopped: false });
    this.kept = this.values;
    this.status = document.getElementById("editor-status");
    this.login = document.getElementById("editor-login");
    this.others = document.getElementById("editor-others");
    document.addEventListener("visibilitychange", () => document.hidden && this.keepHere());
    window.addEventListener("pagehide", () => this.keepHere());
    window.addEventListener("online", () => this.keepThere());
    // Back from a page that could not be shown: the form was not sent after all.
    window.addEventListener("pageshow", (event) => event.persisted && this.start());
    window.addEventListener("beforeunload", (event) => !this.isStopped && !this.isHere && event.preventDefault());
  }

  get isKept() {
    return this.fields.every((name) => this.form.elements[name].value === this.kept[name]);
  }

  get values() {
    const entries = this.fields.map((name) => [name, this.form.elements[name].value]);
    return { ...Object.fromEntries(entries), seen: Number(this.form.elements.seen.value) };
  }

  /** Something was typed. */
  typed() {
    const now = Date.now();
    this.since ??= now;
    if (!this.sending && !this.hasFailed) this.say(this.form.dataset.typing);
    clearTimeout(this.here);
    clearTimeout(this.there);
    this.here = setTimeout(() => this.keepHere(), this.wait(HERE, now - (this.hereSince ??= now)));
    this.there = setTimeout(() => this.keepThere(), this.wait(THERE, now - this.since));
  }

  wait({ rest, longest }, waited) {
    return Math.max(0, Math.min(rest, longest - waited));
  }

  keepHere() {
    this.hereSince = null;
    if (!this.isStopped && !this.isKept) this.isHere = this.copy.keep(this.values);
  }

  async keepThere() {
    clearTimeout(this.there);
    if (this.isKept || this.isStopped || this.sending) return;
    const values = this.values;
    this.sending = new AbortController();
    try {
      const answer = await ask(
        this.form, "copy", { ...values, user: Number(this.form.dataset.user) }, this.sending.signal,
      );
      this.taken(values, answer);
    } catch (error) {
      this.failed(error);
    } finally {
      this.sending = null;
    }
    if (this.isKept || this.isStopped) return;
    this.there = setTimeout(() => this.keepThere(), this.hasFailed ? THERE.longest : THERE.rest);
  }

  taken(values, answer) {
    this.kept = values;
    this.since = null;
    this.hasFailed = false;
    this.login.hidden = true;
    this.others.textContent = answer.others;
    this.say(answer.message);
    if (this.isKept) {
      clearTimeout(this.here);
      this.copy.remove();
      this.isHere = true;
    }
  }

  failed(error) {
    if (error.name === "AbortError") return;
    this.keepHere();
    this.hasFailed = true;
    this.login.hidden = !error.loggedOut;
    const told = error.loggedOut === undefined ? this.form.dataset.offline : error.message;
    this.say(this.isHere ? told : this.form.dataset.nowhere);
  }

  /** The form is being sent: nothing may be kept after what is saved. */
  stop() {
    this.isHere = this.copy.keep({ ...this.values, isSent: true });
    this.isStopped = true;
    clearTimeout(this.here);
    clearTimeout(this.there);
    this.sending?.abort();
  }

  start() {
    this.isStopped = false;
    this.keepThere();
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}
