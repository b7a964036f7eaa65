/** <ec-still clip="...">: a still whose clip plays while the pointer or the focus is on it; there is no video before. */
class Still extends HTMLElement {
  connectedCallback() {
    if (!this.hasAttribute("clip")) return;
    const host = this.closest("a") ?? this;
    host.addEventListener("pointerenter", () => this.play());
    host.addEventListener("pointerleave", () => this.stop());
    host.addEventListener("focusin", () => this.play());
    host.addEventListener("focusout", () => this.stop());
  }

  play() {
    if (this.video || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.video = Object.assign(document.createElement("video"), {
      src: addressOf(this.getAttribute("clip")), muted: true, loop: true, playsInline: true, autoplay: true,
    });
    this.video.setAttribute("aria-hidden", "true");
    this.append(this.video);
  }

  stop() {
    this.video?.remove();
    this.video = undefined;
  }
}

customElements.define("ec-still", Still);
