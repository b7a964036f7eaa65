/** Where a clip is: a file beside the page, or with "#" before its name one of those that the page itself carries. */
let carried;
const opened = new Map();

function addressOf(clip) {
  if (!clip.startsWith("#")) return clip;
  const name = clip.slice(1);
  carried ??= JSON.parse(document.getElementById("clips").textContent);
  if (!opened.has(name)) {
    const bytes = Uint8Array.from(atob(carried[name]), (sign) => sign.charCodeAt(0));
    opened.set(name, URL.createObjectURL(new Blob([bytes], { type: "video/mp4" })));
  }
  return opened.get(name);
}
