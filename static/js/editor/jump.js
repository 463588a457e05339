// The dialog that goes to an article, however its number is spelt.

import { reveal } from "./field.js";
import { ask } from "./requests.js";

export class Jump {
  constructor(form, field) {
    Object.assign(this, { form, field });
    this.dialog = document.getElementById("jump-dialog");
    this.words = document.getElementById("jump-words");
    this.message = document.getElementById("jump-message");
    this.dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go();
    });
  }

  open() {
    this.message.textContent = "";
    this.dialog.showModal();
    this.words.select();
  }

  async go() {
    try {
      const answer = await ask(this.form, "jump", { text: this.field.value, words: this.words.value });
      this.message.textContent = answer.message ?? "";
      if (answer.start === undefined) return;
      this.dialog.close();
      reveal(this.field, answer.start);
    } catch (error) {
      this.message.textContent = error.loggedOut === undefined ? this.form.dataset.offline : error.message;
    }
  }
}
