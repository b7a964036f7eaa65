/**
 * The lines of a grid. The first ones stand in the page as elements; the others stand in it as data, and become elements when
 * they are to be seen. Both look the same to whoever asks for them.
 */
class WrittenLine {
  constructor(node) {
    this.node = node;
    this.name = node.querySelector("[role=rowheader]").textContent.toLowerCase();
    this.cells = [...node.querySelectorAll(".cell")].map((cell) => ({
      name: (cell.querySelector("a")?.getAttribute("aria-label") ?? "").toLowerCase(),
      is: (cell.dataset.is ?? "").split(" "),
    }));
  }

  element() {
    return this.node;
  }
}

class ToldLine {
  constructor(told, index, all) {
    Object.assign(this, { told, index, all });
    this.name = told[0].toLowerCase();
    this.cells = told[1].map((cell, at) => ({
      name: cell ? named(told[0], all.heads[at]).toLowerCase() : "",
      is: cell ? [cell[1], kindOf(cell)] : [""],
    }));
  }

  element() {
    const [name, cells] = this.told;
    const line = make("div", { role: "row", class: "line", "aria-rowindex": this.index });
    line.append(make("span", { role: "rowheader" }, name), ...cells.map((cell, at) => this.cell(cell, at)));
    return line;
  }

  cell(cell, at) {
    if (!cell) return make("div", { role: "gridcell", class: "cell none", "aria-label": "–" });
    const [number, state, , , look] = cell;
    const name = named(this.told[0], this.all.heads[at]);
    const link = make("a", { href: this.address(number), tabindex: -1, "aria-label": name });
    link.append(this.still(look, name), this.band(cell));
    const box = make("div", { role: "gridcell", class: "cell", "data-is": `${state} ${kindOf(cell)}` });
    box.append(link, make("p", { class: "axis" }, this.all.heads[at]));
    return box;
  }

  address(number) {
    return this.all.embedded ? `#row-${number}` : `rows/${String(number).padStart(4, "0")}.html`;
  }

  still(look, name) {
    const found = this.all.looks[look];
    if (!found) return make("span", { class: "blank" }, this.all.words[look === null ? "no_result" : "no_preview"]);
    const [poster, clip, width, height] = found;
    const still = make("ec-still", clip ? { clip } : {});
    still.append(make("img", { src: poster, width, height, alt: name, loading: "lazy", decoding: "async" }));
    return still;
  }

  band(cell) {
    const [, state, draft, price] = cell;
    const { words } = this.all;
    const band = make("span", { class: `band ${kindOf(cell)}` });
    const shown = make("span", { class: `state ${state.replaceAll(" ", "-")}` }, words[state]);
    const cost = draft
      ? make("span", { class: "price would", title: words.would }, `(${price})`)
      : make("span", { class: "price" }, price);
    band.append(make("b", {}, words[kindOf(cell)]), shown, cost);
    return band;
  }
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function named(line, head) {
  return [line, head].filter(Boolean).join(" · ");
}

function kindOf(cell) {
  return cell[2] ? "draft" : "paid";
}

function linesOf(grid) {
  const written = [...grid.querySelectorAll(".line")].map((node) => new WrittenLine(node));
  const told = document.getElementById("lines");
  const all = told ? JSON.parse(told.textContent) : { lines: [] };
  return [...written, ...all.lines.map((line, at) => new ToldLine(line, written.length + at + 2, all))];
}
