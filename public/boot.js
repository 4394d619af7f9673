// Starts the page's WebAssembly. The form is enabled by that code, never from here. What is used and not declared stands in the page (src/app/loader.js).
const root = document.documentElement;
const one = (selector) => document.querySelector(selector);
const hide = (selector, hidden) => one(selector)?.toggleAttribute("hidden", hidden);

// A card does not stay in a page that nobody looks at.
const MINUTE = 60000;
const card = () => [...document.querySelectorAll("input[autocomplete^=cc-]")].filter((field) => field.value);
const clear = () => {
  const filled = card();
  for (const field of filled) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return filled.length;
};
let timers = [];
let last;
const wake = ({ type, target }) => {
  const inside = one("#idle")?.contains(target);
  // Only the click: a key would go on to what has the focus next.
  if (inside && type !== "click") return;
  if (type === "input") last = target;
  timers.forEach(clearTimeout);
  hide("#cleared", true);
  hide("#idle", true);
  if (inside) (last ?? one("main")).focus();
  timers = [
    setTimeout(() => hide("#idle", !card().length), 14 * MINUTE),
    setTimeout(() => {
      hide("#idle", true);
      hide("#cleared", !clear());
    }, 15 * MINUTE),
  ];
};
addEventListener("pagehide", clear);

// Copies a notice's ids and codes. Where the browser does not allow it, they are selected.
addEventListener("click", async ({ target }) => {
  if (!target.matches?.("[data-copies]")) return;
  const notice = target.closest(".notice");
  const texts = [...notice.querySelectorAll("p.details")];
  try {
    await navigator.clipboard.writeText(texts.map((text) => text.textContent).join("\n").trim());
    target.textContent += " ✓";
    target.disabled = true;
  } catch {
    getSelection().selectAllChildren(texts.at(-1));
  }
});

for (const sign of ["input", "keydown", "pointerdown", "click"]) addEventListener(sign, wake, { passive: true });
wake({});

new MutationObserver(() => {
  const live = root.dataset.hydrated === "true";
  hide("#boot-failed", live);
  if (!live) explain("handlers");
}).observe(root, { attributeFilter: ["data-hydrated"] });

try {
  // Somebody else's policy may stand in place of the page's. What counts is whether it lets markup pass.
  const probe = document.createElement("template");
  const markup = "<b>b<!----></b>";
  try {
    probe.innerHTML = markup;
  } catch {}
  if (probe.innerHTML !== markup) throw failure("markup");
  if (!window.WebAssembly?.instantiate) throw failure("webassembly");
  // A browser does not hand over bytes that have another hash.
  const glue = one("link[rel=modulepreload]");
  const wasm = one('link[rel=preload][type="application/wasm"]');
  const { integrity } = wasm.dataset;
  const client = await get(glue.href, glue.integrity, async (url, again) => import(again ? await linked(glue, url) : url));
  const module_or_path = await get(wasm.href, integrity, async (url) => {
    const answer = await fetch(url, { integrity });
    if (!answer.ok) throw answer;
    return answer;
  });
  await client.default({ module_or_path });
  client.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) await client[island.dataset.component](island);
} catch (fault) {
  failed(fault);
  throw fault;
}
