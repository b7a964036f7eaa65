/** <ec-filter for="grid">: shows the cells that are of a kind, in lines whose words hold what is looked for. */
class Filter extends HTMLElement {
  connectedCallback() {
    this.grid = document.getElementById(this.getAttribute("for"));
    this.only = "";
    this.addEventListener("input", () => this.apply());
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      this.only = button.dataset.only;
      for (const other of this.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      this.apply();
    });
  }

  apply() {
    const words = this.querySelector("input").value.trim().toLowerCase();
    let shown = 0;
    for (const line of this.grid.querySelectorAll(".line")) {
      const named = line.querySelector("[role=rowheader]").textContent.toLowerCase().includes(words);
      let some = 0;
      for (const cell of line.querySelectorAll(".cell:not(.none)")) {
        const name = cell.querySelector("a").getAttribute("aria-label").toLowerCase();
        const fits = (named || name.includes(words)) && (!this.only || cell.dataset.is.split(" ").includes(this.only));
        cell.hidden = !fits;
        some += fits;
      }
      line.hidden = !some;
      shown += some;
    }
    this.say(shown);
  }

  say(shown) {
    this.note ??= Object.assign(document.createElement("p"), { className: "none-match", role: "status" });
    this.note.textContent = shown ? "" : this.getAttribute("none");
    this.grid.after(this.note);
  }
}

customElements.define("ec-filter", Filter);
