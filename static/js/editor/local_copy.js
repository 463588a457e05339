// What was typed and the server has not taken yet, kept in this browser: for lost sessions, dead networks and crashes.

export class LocalCopy {
  constructor(form) {
    this.name = `portal-editor:${form.dataset.user}:${form.dataset.edition}`;
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
      return typeof kept?.text === "string" ? kept : null;
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

/** Ask what to do with a copy from an earlier visit; resolves to the copy to go on with, or null. */
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
      difference.innerHTML = await compare(kept.text);
    };
    // Typing on without a decision would write over the copy.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("submit", (event) => event.preventDefault());
    dialog.showModal();
  });
}
