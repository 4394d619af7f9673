// Starts the page's WebAssembly and brings its islands to life. The form is enabled by that code, never from here: whatever fails, the
// button stays disabled and the page says so.
const fields = () => [...document.querySelectorAll("#card-form input")];
const tell = (id, told) => document.getElementById(id)?.toggleAttribute("hidden", !told);

// A card does not stay in a page that nobody looks at: not in the history of the browser, not on an unattended screen.
const IDLE_MS = 15 * 60 * 1000;
const clear = () => {
  const filled = fields().filter((field) => field.type === "text" && field.value !== "");
  for (const field of filled) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return filled.length > 0;
};
let idle;
const wake = () => {
  clearTimeout(idle);
  tell("cleared", false);
  idle = setTimeout(() => clear() && tell("cleared", true), IDLE_MS);
};
addEventListener("pagehide", clear);
for (const sign of ["input", "keydown", "pointerdown"]) {
  addEventListener(sign, wake, { passive: true });
}
wake();

try {
  // Text may become markup, for Leptos builds its static markup that way (and escapes what it puts into it); no text may become script.
  window.trustedTypes?.createPolicy("default", { createHTML: (markup) => markup });
  // The hashes stand in the document. A browser does not hand over bytes that have another.
  const glue = document.querySelector('link[rel="modulepreload"]');
  const wasm = document.querySelector('link[as="fetch"]');
  const client = await import(glue.href);
  await client.default({ module_or_path: fetch(wasm.href, { integrity: wasm.dataset.integrity }) });
  client.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) {
    await client[island.dataset.component](island);
  }
} catch (fault) {
  tell("boot-failed", true);
  throw fault;
}
