/** <ec-filter for="grid">: shows the cells that are of a kind, in lines whose words hold what is looked for. */
class Filter extends HTMLElement {
  connectedCallback() {
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
    const grid = document.getElementById(this.getAttribute("for"));
    const fits = (line, cell) =>
      (line.name.includes(words) || cell.name.includes(words)) && (!this.only || cell.is.includes(this.only));
    const shown = grid.closest("ec-grid").show(fits);
    this.note ??= make("p", { class: "none-match", role: "status" });
    this.note.textContent = shown ? "" : this.getAttribute("none");
    grid.after(this.note);
  }
}

customElements.define("ec-filter", Filter);
