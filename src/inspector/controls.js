// What is loaded with the panel: the panel's own program, and two groups that need no more than a few elements, *Break it* and
// *What the signature is made of* (`anatomy.js`, which the server appends to this file). The first changes calls before they leave,
// as `src/server/flow_breaks.rs` changes what is signed; the second computes with the browser's own cryptography. Their sentences
// come from the server (`GET /flow/breaks`), because the panel's program has no room for them. With a tenant there are no such
// groups. The server sends this file without its comments.
const create = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const pairs = (headers) => [...headers].map(([name, value]) => ({ name, value }));
const headerOf = (exchange, name) => exchange?.headers?.find((header) => header.name === name)?.value;
const bytes = (text) => new TextEncoder().encode(text);
const hexadecimal = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
// Of this path, without the prefix that Zuora's older documents have.
const pathOf = (uri) => new URL(uri).pathname.replace(/^\/rest/, "");
const BOUND = { "credit-cards": "accountKey", accounts: "name", "rsa-signatures": "pageId" };
const boundField = (path) => BOUND[path.split("/").at(-1)];

let recorder, sandbox, words, breaks, section;
let armed;
let chosen;
const hashes = new Map();

const runs = () => recorder.state().runs;
const chosenRun = () => runs().find(({ id }) => id === chosen) ?? runs().at(-1);
const usedTicket = (but) => runs().findLast(({ id, call }) => id !== but && call?.status)?.call;

// A call is about to be made: the one break that was chosen is done to it.
const breakCall = (call, run, init) => {
  const { headers } = init;
  if (call === run.sign && armed) {
    run.broken = armed;
    headers.set("Flow-Break", armed);
    arm(undefined);
  } else if (call === run.call) {
    const token = headers.get("token");
    const used = usedTicket(run.id);
    if (run.broken === "reused-token" && used) for (const name of ["signature", "token"]) headers.set(name, headerOf(used, name));
    // By this header's name the sandbox knows the preflight, which carries no token.
    if (run.broken === "foreign-origin") headers.set(`flow-break-${token.slice(0, 12).toLowerCase()}`, "1");
    // The browser itself refuses such a call across origins, and sends nothing.
    if (run.broken === "blocked") init.mode = "same-origin";
  }
  call.headers = pairs(headers);
};

const arm = (name) => {
  armed = name;
  draw();
};

// The journal names a token by the beginning of its hash.
const hashOf = (token) => {
  if (token && !hashes.has(token)) {
    hashes.set(token, "");
    crypto.subtle.digest("SHA-256", bytes(token)).then((hash) => {
      hashes.set(token, hexadecimal(hash).slice(0, 8));
      draw();
    });
  }
  return hashes.get(token);
};

// The journal's exchanges of a run: the signing, the call, and a preflight that is known by its extra header.
const isSigning = ({ path }) => path.endsWith("/hmac-signatures");
const exchangesOf = ({ sign, call }) => {
  const { journal } = recorder.state();
  const track = sign.replyHeaders?.find(({ name }) => name === "flow-track-id")?.value;
  const isOwn = (one) => isSigning(one) && track && one.headers["zuora-track-id"] === track;
  const tickets = [sign.reply?.token, headerOf(call, "token")].map(hashOf).filter(Boolean);
  const marker = call?.headers.find(({ name }) => name.startsWith("flow-break-"))?.name;
  const isMarked = ({ headers }) => marker && headers["access-control-request-headers"]?.includes(marker);
  const first = journal.findIndex((one) => isOwn(one) || (isSigning(one) && tickets.includes(one.ticket)));
  return first < 0 ? [] : journal.slice(first).filter((one) => isOwn(one) || tickets.includes(one.ticket) || isMarked(one));
};
const lineOf = ({ method, path, status, reason, message, answer }) => {
  const allowed = method === "OPTIONS" && answer.headers?.["access-control-allow-origin"];
  return [`${method} ${path}:`, status || words.no_answer, reason, message, allowed && `access-control-allow-origin: ${allowed}`].filter(Boolean).join(" ");
};

const inTheBrowser = ({ sign, call }) => {
  if (sign.end && !(sign.status < 400)) return `${sign.status ?? ""} ${sign.reply?.kind ?? ""}. ${words.no_call}`.trim();
  if (!call?.end) return words.nothing_yet;
  if (!call.status) return words.failed_to_fetch;
  const { success, reasons = [] } = call.reply ?? {};
  const codes = reasons.map(({ code }) => code);
  return [`HTTP ${call.status}`, success === undefined ? "" : `success: ${success}`, ...codes, `${Math.round((call.end - call.start) / 10)} ms`].filter(Boolean).join(", ");
};

// A run that has ended is in the journal. When its stream has not delivered the run after a second, it is read again.
const MAX_REREADS = 5;
let rereads = 0;
let rereading;
const reread = () => {
  if (rereads === MAX_REREADS) return;
  rereading ??= setTimeout(() => {
    rereading = undefined;
    rereads += 1;
    recorder.reread();
  }, 1000);
};

const outcome = (run) => {
  const { label, happened, todo, guard } = breaks.find(({ name }) => name === run.broken);
  const exchanges = exchangesOf(run);
  if (exchanges.length) rereads = 0;
  else if (run.call?.end) reread();
  const arrived = exchanges.some((one) => one.method !== "OPTIONS" && !isSigning(one));
  const part = (title, ...content) => [create("dt", { textContent: title }), create("dd", {}, ...content)];
  const found = exchanges.map((one) => create("li", {}, create("code", { textContent: lineOf(one) })));
  const journaled = found.length ? [create("p", { textContent: words.journal }), create("ul", {}, ...found)] : [];
  const missing = run.call?.end && !arrived ? [create("p", { textContent: words.nothing_arrived })] : [];
  return [
    create("h3", { textContent: `${words.broken_run} ${run.id}: ${label}` }),
    create("dl", {},
      ...part(words.in_the_browser, inTheBrowser(run)),
      ...part(words.happened, create("p", { textContent: happened }), ...journaled, ...missing),
      ...part(words.todo, `${todo} ${words.next_run}`),
      ...part(words.guard, create("code", { textContent: guard })),
    ),
  ];
};

// Draws a place again when what it shows has changed, so that nothing is lost that somebody reads or has the focus on.
const drawn = new WeakMap();
const fill = (place, elements) => {
  const markup = elements.map(({ outerHTML }) => outerHTML).join("");
  if (drawn.get(place) === markup) return;
  drawn.set(place, markup);
  place.replaceChildren(...elements);
};

const write = (place, text) => place.textContent === text || (place.textContent = text);

let operation = "";
const draw = () => {
  if (!words) return;
  const all = runs();
  const uri = all.findLast(({ sign }) => sign.reply?.uri)?.sign.reply.uri;
  operation = uri ? pathOf(uri) : operation;
  const applies = ({ operations }) => !operation || operations.some((path) => operation.startsWith(path.split("{")[0]));
  const place = (name) => section.querySelector(`.${name}`);
  for (const button of place("breaks").querySelectorAll("button")) {
    const own = breaks.find(({ name }) => name === button.dataset.break);
    button.hidden = !applies(own);
    button.disabled = own.name === "reused-token" && !usedTicket();
    button.ariaPressed = armed === own.name;
  }
  const others = breaks.filter((one) => !applies(one)).map(({ label }) => label);
  write(place("not-here"), others.length ? `${words.not_here} ${others.join(", ")}.` : "");
  const last = all.at(-1);
  const isInHand = last?.sign.status < 400 && !last.call && !last.broken;
  const notes = [armed && words.armed, armed && isInHand && words.in_hand, !usedTicket() && words.no_used_token];
  const text = notes.filter(Boolean).join(" ");
  write(place("armed"), text);
  const shown = chosenRun()?.broken ? chosenRun() : all.findLast(({ broken }) => broken);
  fill(place("broken"), shown ? outcome(shown) : []);
  drawAnatomy();
};

const breakGroup = () => {
  const buttons = breaks.map(({ name, label }) => {
    const button = create("button", { type: "button", className: "quiet", textContent: label, ariaPressed: "false" });
    button.dataset.break = name;
    button.onclick = () => arm(armed === name ? undefined : name);
    return button;
  });
  return [
    create("details", { className: "group" },
      create("summary", { textContent: words.break_it }),
      create("p", { textContent: words.break_lead }),
      create("div", { className: "bar breaks", role: "group", ariaLabel: words.break_it }, ...buttons),
      create("p", { className: "not-here" }),
      create("p", { className: "armed", role: "status" }),
    ),
    create("div", { className: "broken" }),
  ];
};

// A page whose form has done its work has no other run. The recorder opens the panel at this address.
const loadAgain = () => {
  location.hash = "flow-inspector";
  location.reload();
};

const load = async (place) => {
  const { glue, glueIntegrity, wasm, wasmIntegrity, styles, stylesIntegrity } = place.dataset;
  document.head.append(create("link", { rel: "stylesheet", href: styles, integrity: stylesIntegrity }));
  const preload = create("link", { rel: "modulepreload", integrity: glueIntegrity });
  const panel = await get(glue, glueIntegrity, async (url) => import(await linked(preload, url)));
  const module_or_path = await get(wasm, wasmIntegrity, async (url) => {
    const answer = await fetch(url, { integrity: wasmIntegrity });
    if (!answer.ok) throw answer;
    return answer;
  });
  await panel.default({ module_or_path });
  const { listen } = recorder;
  recorder.listen = (changed) => listen(() => (changed(), draw()));
  panel.open_inspector(place, recorder);
  section = place.querySelector("section");
  if (!sandbox) return;
  section.hidden = true;
  ({ words, breaks } = await (await fetch("/flow/breaks")).json());
  const again = create("button", { type: "button", className: "quiet", textContent: words.again, onclick: loadAgain });
  const tour = create("a", { href: "/tour", target: "_blank", textContent: words.tour_link });
  const laboratory = create("a", { href: "/cors", target: "_blank", textContent: words.laboratory_link });
  section.querySelector(".none").before(create("div", { className: "bar" }, again, tour, laboratory), ...breakGroup());
  section.querySelector("table").before(anatomyGroup());
  section.addEventListener("click", ({ target }) => {
    const run = target.closest("[data-action=choose]")?.dataset.run;
    if (!run) return;
    chosen = Number(run);
    draw();
  });
  recorder.breaking = breakCall;
  draw();
};

// Opens the panel of this recorder in its place.
export const open = async (own, place) => {
  recorder = own;
  sandbox = place.dataset.sandbox && `http://${place.dataset.sandbox}`;
  if (!place.querySelector("section")) await load(place);
  section.hidden = false;
  section.querySelector("h2").focus();
};
