const anew = () => {
  const typed = [...document.querySelectorAll("input, select")].some((field) => field.type !== "checkbox" && field.value);
  if (!typed && performance.getEntriesByType("navigation")[0]?.type !== "reload") location.reload();
};
addEventListener("build-gone", anew);
addEventListener("error", async ({ target }) => {
  const { src, integrity } = target;
  if (target.tagName !== "SCRIPT" || !integrity) return;
  for (let again = 1; again < 16; again++) {
    await new Promise((resume) => setTimeout(resume, 10 * again));
    const href = `${src}&again=${again}`;
    const loaded = await new Promise((done) => {
      const link = document.createElement("link");
      const say = (event) => done(event.type === "load");
      document.head.append(Object.assign(link, { rel: "modulepreload", href, integrity, onload: say, onerror: say }));
    });
    if (loaded) return import(href);
  }
  document.getElementById("boot-failed")?.classList.add("known");
  if (await fetch(src).then((answer) => answer.status === 404, () => false)) anew();
}, true);
