// Buttons that copy what stands in a field: <button data-copies="ID OF THE FIELD" data-done="what to say" hidden>.
// Without this script the field can be selected and copied by hand.

for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = button.dataset.done;
    } catch {
      field.focus(); // the browser refuses: the words are selected, to be copied by hand
    }
  });
}
