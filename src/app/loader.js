const failure = (why) => Object.assign(new Error(why), { why });
const createHTML = (markup) => {
  if (/<(script|i?frame|object|embed|base|link|meta|form|svg|math)|srcdoc|javascript:|\son\w+\s*=/i.test(markup)) throw failure("markup");
  return markup;
};
try {
  window.trustedTypes?.createPolicy("default", { createHTML });
} catch {}
const explain = (why) => {
  const notice = document.getElementById("boot-failed");
  notice?.classList.add("known");
  for (const reason of notice?.children ?? []) reason.hidden = reason.dataset.why !== why;
};
const failed = (fault) => {
  const why = fault.why ?? (/^(Compile|Link)Error/.test(fault.name) ? "webassembly" : "");
  explain(why === "gone" ? "lost" : why);
  const typed = [...document.querySelectorAll("input, select")].some((field) => field.type !== "checkbox" && field.value);
  const reloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (why === "gone" && !typed && !reloaded) location.reload();
};
const reason = async (url, integrity) => {
  try {
    const answer = await fetch(url, { cache: "no-store" });
    if (!answer.ok) return answer.status === 404 ? "gone" : "lost";
    if (!integrity) return "gone";
    const hash = new Uint8Array(await crypto.subtle?.digest("SHA-384", await answer.arrayBuffer()));
    return integrity === `sha384-${btoa(String.fromCharCode(...hash))}` ? "gone" : "changed";
  } catch {
    return "lost";
  }
};
const get = async (address, integrity, way, again = 0) => {
  for (; ; again++) {
    try {
      return await way(again ? `${address}&again=${again}` : address, again);
    } catch {
      const why = await reason(address, integrity);
      if (why === "changed" || again > (why === "gone" ? 14 : 2)) throw failure(why);
      await new Promise((resume) => setTimeout(resume, (why === "gone" ? 10 : 100) * (again + 1)));
    }
  }
};
const linked = (link, href) =>
  new Promise((done, fail) => document.head.append(Object.assign(link.cloneNode(), { href, onload: () => done(href), onerror: fail })));
addEventListener("error", ({ target }) => {
  const { src, href, integrity, rel, tagName } = target;
  if (tagName === "SCRIPT" && integrity) {
    const link = Object.assign(document.createElement("link"), { rel: "modulepreload", integrity });
    get(src, integrity, (url) => linked(link, url), 1).then((url) => import(url), failed);
  } else if (rel === "stylesheet" && !href.includes("&again=")) {
    get(href, "", (url) => linked(target, url), 1).catch(() => {});
  }
}, true);
