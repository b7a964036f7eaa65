/** <ec-grid>: arrows, Home and End go from cell to cell, Enter opens one; one cell at a time takes part in Tab. */
class Grid extends HTMLElement {
  connectedCallback() {
    this.choose(this.cells(this.lines()[0])[0]);
    this.addEventListener("focusin", (event) => this.choose(event.target.closest(".cell > a")));
    this.addEventListener("keydown", (event) => this.move(event));
  }

  lines() {
    return [...this.querySelectorAll(".line:not([hidden])")].filter((line) => this.cells(line).length);
  }

  cells(line) {
    return line ? [...line.querySelectorAll(".cell:not([hidden]) > a")] : [];
  }

  choose(link) {
    if (!link) return;
    this.chosen?.setAttribute("tabindex", "-1");
    this.chosen = link;
    link.setAttribute("tabindex", "0");
  }

  move(event) {
    const here = event.target.closest(".cell > a");
    if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
    const lines = this.lines();
    const row = lines.findIndex((line) => line.contains(here));
    const cells = this.cells(lines[row]);
    const at = cells.indexOf(here);
    const go = {
      ArrowRight: () => cells[at + 1] ?? this.cells(lines[row + 1])[0],
      ArrowLeft: () => cells[at - 1] ?? this.cells(lines[row - 1]).at(-1),
      ArrowDown: () => this.near(lines[row + 1], here),
      ArrowUp: () => this.near(lines[row - 1], here),
      Home: () => cells[0],
      End: () => cells.at(-1),
    }[event.key];
    const next = go?.();
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  near(line, from) {
    const column = (link) => [...link.closest("[role=row]").children].indexOf(link.parentElement);
    const cells = this.cells(line);
    return cells.find((link) => column(link) >= column(from)) ?? cells.at(-1);
  }
}

customElements.define("ec-grid", Grid);
