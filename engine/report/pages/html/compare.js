/**
 * <ec-compare>: two figures become one picture with a split that is dragged; both clips run in step.
 *
 * The second clip leads. While they run the first one is put right as soon as it is more than half a frame off; while they
 * stand both are put to the same moment, so that one frame of each is compared.
 */
const HALF_A_FRAME = 1 / 60;

class Compare extends HTMLElement {
  connectedCallback() {
    this.clips = [...this.querySelectorAll("video")];
    if (this.querySelectorAll("img, video").length < 2) return;
    this.classList.add("live");
    for (const clip of this.clips) clip.removeAttribute("controls");
    this.append(this.controls());
    this.split(50);
    this.lead = this.clips.at(-1);
    this.lead?.addEventListener("loadedmetadata", () => this.measure());
    if (this.lead?.readyState) this.measure();
  }

  controls() {
    const bar = Object.assign(document.createElement("div"), { className: "controls" });
    this.cut = this.range("split", 0, 100, 0.5, (value) => this.split(value));
    this.cut.className = "cut";
    bar.append(this.cut);
    if (this.clips.length) {
      this.button = Object.assign(document.createElement("button"), { type: "button" });
      this.button.addEventListener("click", () => (this.lead.paused ? this.run() : this.stand()));
      this.scrub = this.range("time", 0, 1, 1 / 30, (value) => this.seek(Number(value)));
      bar.append(this.button, this.scrub);
      this.word();
    }
    return bar;
  }

  range(name, min, max, step, tell) {
    const input = Object.assign(document.createElement("input"), { type: "range", min, max, step });
    input.setAttribute("aria-label", this.getAttribute(name));
    input.addEventListener("input", () => tell(input.value));
    return input;
  }

  split(percent) {
    this.style.setProperty("--split", `${percent}%`);
  }

  measure() {
    this.scrub.max = this.lead.duration;
    this.scrub.value = 0;
  }

  word() {
    this.button.textContent = this.getAttribute(this.lead && !this.lead.paused ? "pause" : "play");
  }

  seek(seconds) {
    this.stand();
    for (const clip of this.clips) clip.currentTime = Math.min(seconds, clip.duration || seconds);
  }

  async run() {
    for (const clip of this.clips) clip.currentTime = this.lead.currentTime;
    await Promise.all(this.clips.map((clip) => clip.play()));
    this.word();
    this.follow();
  }

  stand() {
    for (const clip of this.clips) {
      clip.pause();
      if (clip !== this.lead && this.lead.readyState) clip.currentTime = Math.min(this.lead.currentTime, clip.duration);
    }
    this.word();
  }

  follow() {
    if (this.lead.paused) return;
    for (const clip of this.clips) {
      const off = clip.currentTime - Math.min(this.lead.currentTime, clip.duration);
      if (clip !== this.lead && Math.abs(off) > HALF_A_FRAME) clip.currentTime = this.lead.currentTime;
    }
    this.scrub.value = this.lead.currentTime;
    requestAnimationFrame(() => this.follow());
  }
}

customElements.define("ec-compare", Compare);
