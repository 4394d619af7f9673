// Starts the page's WebAssembly. The form is enabled by that code, never from here; what fails is told (src/app.rs says how all of it goes together).
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
for (const sign of ["input", "keydown", "pointerdown", "click"]) addEventListener(sign, wake, { passive: true });
wake({});

const explain = (why) => {
  const told = one("#boot-failed");
  told?.classList.add("known");
  for (const reason of told?.children ?? []) reason.hidden = reason.dataset.why !== why;
};
new MutationObserver(() => {
  const live = root.dataset.hydrated === "true";
  hide("#boot-failed", live);
  if (!live) explain("handlers");
}).observe(root, { attributeFilter: ["data-hydrated"] });

const failure = (why) => Object.assign(new Error(why), { why });
const reason = async (url, integrity) => {
  try {
    const answer = await fetch(url, { cache: "no-store" });
    if (!answer.ok) return answer.status === 404 ? "gone" : "lost";
    const hash = integrity && (await crypto.subtle?.digest("SHA-384", await answer.arrayBuffer()));
    return !integrity || integrity === `sha384-${btoa(String.fromCharCode(...new Uint8Array(hash)))}` ? "gone" : "changed";
  } catch {
    return "lost";
  }
};
// While a new build is being deployed, each request may reach a server of either.
const get = async (link, integrity, way) => {
  for (let again = 0; ; again++) {
    try {
      return await way(again ? `${link.href}&again=${again}` : link.href, again);
    } catch {
      const why = await reason(link.href, integrity);
      if (why === "changed" || again > (why === "gone" ? 14 : 2)) throw failure(why);
      await new Promise((resume) => setTimeout(resume, (why === "gone" ? 10 : 100) * (again + 1)));
    }
  }
};
const linked = (link, href) =>
  new Promise((done, fail) => document.head.append(Object.assign(link.cloneNode(), { href, onload: () => done(href), onerror: fail })));

// Leptos builds its static markup from text. None of ours runs or leads elsewhere.
const createHTML = (markup) => {
  if (/<(script|i?frame|object|embed|base|link|meta|form|svg|math)|srcdoc|javascript:|\son\w+\s*=/i.test(markup)) throw failure("markup");
  return markup;
};

try {
  const styles = one("link[rel=stylesheet]");
  if (styles && !styles.sheet) get(styles, "", (url) => linked(styles, url)).catch(() => {});
  try {
    window.trustedTypes?.createPolicy("default", { createHTML });
  } catch {
    // A userscript or an extension was first. What counts is whether it lets markup pass.
  }
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
  const client = await get(glue, glue.integrity, async (url, again) => import(again ? await linked(glue, url) : url));
  const module_or_path = await get(wasm, integrity, async (url) => {
    const answer = await fetch(url, { integrity });
    if (!answer.ok) throw answer;
    return answer;
  });
  await client.default({ module_or_path });
  client.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) await client[island.dataset.component](island);
} catch (fault) {
  const why = fault.why ?? (/^(Compile|Link)Error/.test(fault.name) ? "webassembly" : "");
  explain(why === "gone" ? "lost" : why);
  // Without its build, the page is loaded anew by what stands in it.
  if (why === "gone") dispatchEvent(new Event("build-gone"));
  throw fault;
}
