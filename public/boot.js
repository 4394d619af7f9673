// Starts the page's WebAssembly and brings its islands to life. The form is enabled by that code, never from here: whatever fails, the
// button stays disabled and the page says why.
const root = document.documentElement;
const one = (selector) => document.querySelector(selector);
const tell = (id, told) => document.getElementById(id)?.toggleAttribute("hidden", !told);

// A card does not stay in a page that nobody looks at: not in the history of the browser, not on an unattended screen.
const MINUTE = 60 * 1000;
const card = () => [...document.querySelectorAll('input[autocomplete^="cc-"]')].filter((field) => field.value !== "");
const clear = () => {
  const filled = card();
  for (const field of filled) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return filled.length > 0;
};
const timers = [];
let last;
const wake = ({ type, target } = {}) => {
  const asked = one("#idle");
  const inside = asked?.contains(target);
  // The button is pressed by a click; to hide it before that would lose the click, and a key would go to whatever has the focus next.
  if (inside && type !== "click") return;
  if (type === "input") last = target;
  timers.splice(0).forEach(clearTimeout);
  tell("cleared", false);
  tell("idle", false);
  if (inside) (last ?? one("main"))?.focus();
  timers.push(
    setTimeout(() => tell("idle", card().length > 0), 14 * MINUTE),
    setTimeout(() => {
      tell("idle", false);
      tell("cleared", clear());
    }, 15 * MINUTE),
  );
};
addEventListener("pagehide", clear);
for (const sign of ["input", "keydown", "pointerdown", "click"]) {
  addEventListener(sign, wake, { passive: true });
}
wake();

// Why the page has not started, in place of "nobody knows". It is taken away when the page comes alive after all.
const explain = (why) => {
  const told = one("#boot-failed");
  told?.classList.add("known");
  for (const reason of told?.children ?? []) reason.hidden = reason.dataset.why !== why;
};
const heard = () => {
  const live = root.dataset.hydrated === "true";
  tell("boot-failed", !live);
  if (!live) explain("handlers");
};
new MutationObserver(heard).observe(root, { attributeFilter: ["data-hydrated"] });

const failure = (why) => Object.assign(new Error(why), { why });

// Why a file cannot be had: another build's server does not know its hash ("gone"), other bytes come under it, or nothing comes.
const reason = async (url, integrity) => {
  try {
    const answer = await fetch(url, { cache: "no-store" });
    if (!answer.ok) return answer.status === 404 ? "gone" : "lost";
    const hash = new Uint8Array(integrity && (await crypto.subtle?.digest("SHA-384", await answer.arrayBuffer())));
    return !integrity || integrity === `sha384-${btoa(String.fromCharCode(...hash))}` ? "gone" : "changed";
  } catch {
    return "lost";
  }
};

// Gets a file, more than once: while a new build is being deployed, each request may reach a server of either.
const get = async (link, integrity, way) => {
  for (let again = 0; ; again++) {
    try {
      return await way(again ? `${link.href}&again=${again}` : link.href);
    } catch {
      const why = await reason(link.href, integrity);
      if (why === "changed" || again > (why === "gone" ? 14 : 2)) throw failure(why);
      await new Promise((resume) => setTimeout(resume, (why === "gone" ? 10 : 100) * (again + 1)));
    }
  }
};
const linked = (link, href) =>
  new Promise((done, fail) => document.head.append(Object.assign(link.cloneNode(), { href, onload: () => done(href), onerror: fail })));

// Text may become markup, for Leptos builds its static markup that way (and escapes what it puts into it); no text may become script, or anything
// else that leads elsewhere.
const createHTML = (markup) => {
  if (/<(script|iframe|frame|object|embed|base|link|meta|form|svg|math)|srcdoc|javascript:|\son\w+\s*=/i.test(markup)) throw failure("markup");
  return markup;
};
const can_write = () => {
  try {
    window.trustedTypes?.createPolicy("default", { createHTML });
  } catch {
    // Somebody was there first, a userscript or an extension. What counts is whether it lets markup pass.
  }
  const template = document.createElement("template");
  const markup = '<b class="a">b<!----></b>';
  try {
    template.innerHTML = markup;
  } catch {
    return false;
  }
  return template.innerHTML === markup;
};

try {
  const styles = one('link[rel="stylesheet"]');
  // The page runs without its looks.
  if (styles && !styles.sheet) get(styles, "", (url) => linked(styles, url)).catch(() => {});
  if (!can_write()) throw failure("markup");
  if (!window.WebAssembly?.instantiate) throw failure("webassembly");
  // The hashes stand in the document. A browser does not hand over bytes that have another.
  const glue = one('link[rel="modulepreload"]');
  const wasm = one('link[rel="preload"][type="application/wasm"]');
  const { integrity } = wasm.dataset;
  const client = await get(glue, glue.integrity, async (url) => import(url === glue.href ? url : await linked(glue, url)));
  const module_or_path = await get(wasm, integrity, async (url) => {
    const answer = await fetch(url, { integrity });
    if (!answer.ok) throw answer;
    return answer;
  });
  await client.default({ module_or_path });
  client.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) {
    await client[island.dataset.component](island);
  }
} catch (fault) {
  const why = fault.why ?? (/^(Compile|Link)Error$/.test(fault.name) ? "webassembly" : "");
  const typed = [...document.querySelectorAll("input, select")].some((field) => field.type !== "checkbox" && field.value);
  const again = performance.getEntriesByType("navigation")[0]?.type === "reload";
  // Its build is gone: the page is loaded anew, once, and never with anything typed into it.
  if (why === "gone" && !typed && !again) location.reload();
  explain(why === "gone" ? "lost" : why);
  throw fault;
}
