// What was typed and the server has not taken yet, kept in this browser: for lost sessions, dead networks and crashes.

export class LocalCopy {
  /** `fields` are the names of the form's fields that a copy holds. */
  constructor(form, fields) {
    const { user, edition, place } = form.dataset;
    this.name = ["portal-editor", user, edition, place].join(":");
    this.fields = fields;
  }

  /** Keep the values; returns whether the browser could. */
  keep(values) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ ...values, at: new Date().toISOString() }));
      return true;
    } catch {
      return false; // full, or forbidden
    }
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.name));
      return this.fields.every((name) => typeof kept?.[name] === "string") ? kept : null;
    } catch {
      return null;
    }
  }

  remove() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Nothing was kept either.
    }
  }
}

/** Keep a place in the text until the page is loaded again; `takePlace` gives it back once. */
export function keepPlace(name, place) {
  try {
    sessionStorage.setItem(name, JSON.stringify(place));
  } catch {
    // Then the page begins at its top.
  }
}

export function takePlace(name) {
  try {
    const place = JSON.parse(sessionStorage.getItem(name));
    sessionStorage.removeItem(name);
    return place ?? {};
  } catch {
    return {};
  }
}

/** Ask what to do with a copy from an earlier visit; `compare` makes the HTML of how it differs from what is saved.
 *  Resolves to the copy to go on with, or null. */
export function offer(copy, kept, compare) {
  const dialog = document.getElementById("local-dialog");
  const difference = document.getElementById("local-difference");
  document.getElementById("local-at").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
  return new Promise((resolve) => {
    const decide = (chosen) => {
      if (!chosen) copy.remove();
      dialog.close();
      resolve(chosen);
    };
    document.getElementById("local-continue").onclick = () => decide(kept);
    document.getElementById("local-discard").onclick = () => decide(null);
    document.getElementById("local-compare").onclick = async () => {
      difference.hidden = false;
      difference.innerHTML = await compare(kept);
    };
    // Typing on without a decision would write over the copy.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("submit", (event) => event.preventDefault());
    dialog.showModal();
  });
}
