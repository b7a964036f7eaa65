/**
 * <ec-grid>: arrows, Home and End go from cell to cell, with Ctrl to the first and the last, Enter opens one; one cell at a time
 * takes part in Tab. Of many lines only those near the screen are elements: a stretch of some lines is filled when it comes near,
 * and emptied when it is far, keeping its height.
 */
const LINES = 4;

class Grid extends HTMLElement {
  connectedCallback() {
    this.grid = this.querySelector("[role=grid]");
    this.lines = linesOf(this.grid);
    this.near = new IntersectionObserver((seen) => this.look(seen), { rootMargin: "900px 0px" });
    this.plain = this.grid.classList.contains("plain");
    this.show(() => true);
    this.choose(this.querySelector(".cell > a"));
    this.addEventListener("focusin", (event) => this.choose(event.target.closest(".cell > a")));
    this.addEventListener("keydown", (event) => this.move(event));
    let wide = this.clientWidth;
    new ResizeObserver(() => {
      if (wide === this.clientWidth) return;
      wide = this.clientWidth;
      if (this.plain) this.show(this.fits);
      else this.forget();
    }).observe(this);
  }

  /** Show the cells that fit, in lines that have any; return how many there are. `fits` is told a line and a cell. */
  show(fits) {
    this.fits = fits;
    this.across = this.plain ? getComputedStyle(this.grid).gridTemplateColumns.split(" ").length : 1;
    this.size = this.plain ? this.across * 3 : LINES;
    this.near.disconnect();
    this.shown = [];
    this.due = new Set();
    let count = 0;
    for (const line of this.lines) {
      const cells = line.cells.map((cell) => Boolean(cell.name || cell.is[0]) && fits(line, cell));
      const some = cells.filter(Boolean).length;
      if (some) this.shown.push({ line, cells });
      count += some;
    }
    this.parts = [];
    for (let at = 0; at < this.shown.length; at += this.size) this.parts.push(this.part(at));
    for (const old of this.grid.querySelectorAll(":scope > .line, :scope > .part")) old.remove();
    this.grid.append(...this.parts);
    if (this.parts.length) this.fill(this.parts[0]);
    this.forget();
    for (const part of this.parts) this.near.observe(part);
    return count;
  }

  part(at) {
    const part = make("div", { class: "part" });
    part.shown = this.shown.slice(at, at + this.size);
    return part;
  }

  /** Forget how tall lines were: of those that are no elements it is taken from one that is. */
  forget() {
    const known = this.parts.find((part) => part.firstChild);
    const tall = known ? known.getBoundingClientRect().height / known.childElementCount : 0;
    for (const part of this.parts) part.style.height = part.firstChild ? "" : `${tall * part.shown.length}px`;
  }

  look(seen) {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting) this.due.add(target);
      else this.leave(target);
    }
    if (this.due.size && !this.drawing) this.drawing = requestAnimationFrame(() => this.draw());
  }

  /** Fill one stretch a frame, the nearest to the middle of the screen first, so that no frame waits for several. */
  draw() {
    const far = (part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return Math.abs(top + bottom - innerHeight);
    };
    this.drawing = 0;
    if (!this.due.size) return;
    const [next] = [...this.due].sort((one, other) => far(one) - far(other));
    this.due.delete(next);
    this.fill(next);
    this.drawing = this.due.size ? requestAnimationFrame(() => this.draw()) : 0;
  }

  leave(part) {
    this.due.delete(part);
    if (part.firstChild && !part.contains(document.activeElement)) this.empty(part);
  }

  fill(part) {
    if (part.firstChild) return;
    part.style.height = "";
    part.append(...part.shown.map(({ line, cells }) => {
      const node = line.element();
      [...node.querySelectorAll(".cell:not(.none)")].forEach((cell) => { cell.hidden = true; });
      [...node.querySelectorAll(".cell")].forEach((cell, at) => { if (cells[at]) cell.hidden = false; });
      return node;
    }));
  }

  empty(part) {
    part.style.height = `${part.getBoundingClientRect().height}px`;
    part.replaceChildren();
  }

  choose(link) {
    if (!link) return;
    this.chosen?.setAttribute("tabindex", "-1");
    this.chosen = link;
    link.setAttribute("tabindex", "0");
  }

  move(event) {
    const here = event.target.closest(".cell > a");
    if (!here || event.altKey || event.metaKey) return;
    const line = here.closest(".line");
    const part = line.parentElement;
    const row = this.parts.indexOf(part) * this.size + [...part.children].indexOf(line);
    const cells = this.cellsOf(row);
    const at = cells.indexOf(here);
    const last = this.shown.length - 1;
    const go = {
      ArrowRight: () => cells[at + 1] ?? this.cellsOf(row + 1)[0],
      ArrowLeft: () => cells[at - 1] ?? this.cellsOf(row - 1).at(-1),
      ArrowDown: () => this.below(row + this.across, here),
      ArrowUp: () => this.below(row - this.across, here),
      PageDown: () => this.below(Math.min(row + this.size, last), here),
      PageUp: () => this.below(Math.max(row - this.size, 0), here),
      Home: () => this.cellsOf(event.ctrlKey ? 0 : row)[0],
      End: () => this.cellsOf(event.ctrlKey ? last : row).at(-1),
    }[event.key];
    const next = go?.();
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** Return the links of a line that is shown, which becomes elements for it. */
  cellsOf(row) {
    const part = this.parts[Math.floor(row / this.size)];
    if (row < 0 || !part?.shown[row % this.size]) return [];
    this.fill(part);
    return [...part.children[row % this.size].querySelectorAll(".cell:not([hidden]) > a")];
  }

  below(row, from) {
    const column = (link) => [...link.closest("[role=row]").children].indexOf(link.parentElement);
    const cells = this.cellsOf(row);
    return cells.find((link) => column(link) >= column(from)) ?? cells.at(-1);
  }
}

customElements.define("ec-grid", Grid);
