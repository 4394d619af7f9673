// Starts the page's WebAssembly and brings its islands to life. The form is enabled by that code, never from here: whatever fails, the
// button stays disabled and the page says so.

// Leptos builds static markup through a template's innerHTML; nothing else may turn text into markup, and nothing into script.
if (window.trustedTypes) {
  trustedTypes.createPolicy("default", { createHTML: (markup) => markup });
}

try {
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
