// Files that are sent: one that is too large is refused before it is sent, and a button says that it is at work.

for (const field of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  field.addEventListener("change", () => {
    const isTooLarge = [...field.files].some((file) => file.size > Number(field.dataset.mostBytes));
    field.setCustomValidity(isTooLarge ? field.dataset.tooLarge : "");
    field.reportValidity();
  });
}

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    const refused = [...form.elements].find((field) => field.type === "file" && !field.checkValidity() && field.validity.customError);
    if (refused) {
      event.preventDefault();
      refused.reportValidity();
    } else if (event.submitter?.dataset.busy) {
      say(event.submitter);
    }
  });
}

/** Let a button say what it is doing, until the next page (or this one again, by the browser's way back). */
function say(button) {
  const part = button.matches("input") ? "value" : "textContent";
  const words = button[part];
  button[part] = button.dataset.busy;
  button.setAttribute("aria-disabled", "true");
  window.addEventListener("pageshow", () => {
    button[part] = words;
    button.removeAttribute("aria-disabled");
  }, { once: true });
}
