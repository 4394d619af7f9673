// Starts the page's WebAssembly and brings its islands to life. The form is enabled by that code, never from here: whatever fails, the
// button stays disabled and the page says so.
try {
  // Text may become markup, for Leptos builds its static markup that way (and escapes what it puts into it); no text may become script.
  window.trustedTypes?.createPolicy("default", { createHTML: (markup) => markup });
  const client = await import("/pkg/zuora-cors-sample.js");
  await client.default({ module_or_path: "/pkg/zuora-cors-sample.wasm" });
  client.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) {
    await client[island.dataset.component](island);
  }
} catch (fault) {
  document.getElementById("boot-failed")?.removeAttribute("hidden");
  throw fault;
}
