// The outline follows the caret.

/** Return the index of the last of `places` ([start, end], rising) that begins at or before `offset`; -1 for none. */
export function indexAt(places, offset) {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle][0] <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export class Outline {
  constructor(field, part, places) {
    Object.assign(this, { field, part, places, asked: 0 });
    document.addEventListener("selectionchange", () => this.follow());
    field.addEventListener("keyup", () => this.follow());
    field.addEventListener("click", () => this.follow());
  }

  /** Show where the caret is, once a frame at most. */
  follow() {
    this.asked ||= requestAnimationFrame(() => {
      this.asked = 0;
      this.show(indexAt(this.places(), this.field.selectionStart));
    });
  }

  show(index) {
    const current = this.part.querySelectorAll("button")[index];
    const before = this.part.querySelector("[aria-current]");
    if (current === before) return;
    before?.removeAttribute("aria-current");
    if (!current) return;
    current.setAttribute("aria-current", "location");
    const { offsetTop: top, offsetHeight: height } = current;
    const { scrollTop, clientHeight } = this.part;
    // The list alone scrolls; the page stays where it is.
    if (top < scrollTop || top + height > scrollTop + clientHeight) this.part.scrollTop = top - clientHeight / 3;
  }
}
