/** <ec-copy>: a command with a button that copies it; without the button it is marked and copied as any text is. */
class Copy extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard && !document.queryCommandSupported?.("copy")) return;
    const button = make("button", { type: "button" }, this.getAttribute("copy"));
    const told = make("span", { role: "status", class: "soft" });
    button.addEventListener("click", async () => {
      told.textContent = (await this.copy()) ? this.getAttribute("copied") : "";
    });
    this.append(button, told);
  }

  async copy() {
    const code = this.querySelector("code");
    getSelection().selectAllChildren(code);
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      return document.execCommand("copy");
    }
  }
}

customElements.define("ec-copy", Copy);
