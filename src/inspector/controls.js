// What is loaded with the panel: the panel's own program, and two groups that need no more than a few elements, *Break it* and
// *What the signature is made of*. The first changes calls before they leave, as `src/server/flow_breaks.rs` changes what is
// signed; the second computes with the browser's own cryptography. Their sentences come from the server (`GET /flow/breaks`),
// because the panel's program has no room for them. With a tenant there are no such groups. The server sends this file without its
// comments.
const create = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const pairs = (headers) => [...headers].map(([name, value]) => ({ name, value }));
const headerOf = (exchange, name) => exchange?.headers?.find((header) => header.name === name)?.value;
const bytes = (text) => new TextEncoder().encode(text);
const hexadecimal = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
// A number of a card could stand in any message.
const withoutDigits = (text = "") => text.replace(/\d/g, "•");
// Of this path, without the prefix that Zuora's older documents have.
const pathOf = (uri) => new URL(uri).pathname.replace(/^\/rest/, "");
const BOUND = { "credit-cards": "accountKey", accounts: "name", "rsa-signatures": "pageId" };
const boundField = (path) => BOUND[path.split("/").at(-1)];

let recorder, sandbox, words, breaks, section;
let armed;
let chosen;
let journal = [];
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

// Of an exchange in the journal, nothing of a body but the first reason.
const note = ({ data }) => {
  const { method, path, headers, status, reason, answer, ticket } = JSON.parse(data);
  const message = withoutDigits(answer?.body?.reasons?.[0]?.message);
  const asked = headers["access-control-request-headers"] ?? "";
  const allowed = method === "OPTIONS" ? answer?.headers["access-control-allow-origin"] : "";
  const isSigning = path.endsWith("/hmac-signatures");
  journal.push({ method, path, status, reason, message, ticket, asked, allowed, isSigning, track: headers["zuora-track-id"] });
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
const exchangesOf = ({ sign, call }) => {
  const track = sign.replyHeaders?.find(({ name }) => name === "flow-track-id")?.value;
  const isOwn = (one) => one.isSigning && track && one.track === track;
  const first = journal.findIndex(isOwn);
  const tickets = [sign.reply?.token, headerOf(call, "token")].map(hashOf).filter(Boolean);
  const marker = call?.headers.find(({ name }) => name.startsWith("flow-break-"))?.name;
  return journal.filter((one, at) => first >= 0 && at >= first && (isOwn(one) || tickets.includes(one.ticket) || (marker && one.asked.includes(marker))));
};

const told = ({ sign, call }) => {
  if (sign.end && !(sign.status < 400)) return `${sign.status} ${sign.reply?.kind ?? ""}. ${words.no_call}`;
  if (!call?.end) return words.told_nothing;
  if (!call.status) return words.failed_to_fetch;
  const { success, reasons = [] } = call.reply ?? {};
  const codes = reasons.map(({ code }) => code);
  return [`HTTP ${call.status}`, success === undefined ? "" : `success: ${success}`, ...codes, `${Math.round((call.end - call.start) / 10)} ms`].filter(Boolean).join(", ");
};

const outcome = (run) => {
  const { label, happened, todo, guard } = breaks.find(({ name }) => name === run.broken);
  const exchanges = exchangesOf(run);
  const lines = exchanges.map(({ method, path, status, reason, message, allowed }) =>
    [`${method} ${path}:`, status || "–", reason, message, allowed && `access-control-allow-origin: ${allowed}`].filter(Boolean).join(" "),
  );
  const arrived = exchanges.some(({ method, isSigning }) => method !== "OPTIONS" && !isSigning);
  const part = (title, ...content) => [create("dt", { textContent: title }), create("dd", {}, ...content)];
  const found = lines.map((line) => create("li", {}, create("code", { textContent: line })));
  const journaled = lines.length ? [create("p", { textContent: words.journal }), create("ul", {}, ...found)] : [];
  const missing = run.call?.end && !arrived ? [create("p", { textContent: words.nothing_arrived })] : [];
  return [
    create("h3", { textContent: `${words.broken_run} ${run.id}: ${label}` }),
    create("dl", {},
      ...part(words.told, told(run)),
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
  place("not-here").textContent = others.length ? `${words.not_here} ${others.join(", ")}.` : "";
  const last = all.at(-1);
  const isInHand = last?.sign.status < 400 && !last.call && !last.broken;
  const notes = [armed && words.armed, armed && isInHand && words.in_hand, !usedTicket() && words.no_used_token];
  const text = notes.filter(Boolean).join(" ");
  if (place("armed").textContent !== text) place("armed").textContent = text;
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

// The signature, by the sandbox's rule (`src/sandbox/hmac_signatures.rs`): each part and a line feed, HMAC-SHA1, hexadecimal, base64.
const signature = async (parts, key) => {
  const text = parts.map((part) => `${part}\n`).join("");
  const secret = await crypto.subtle.importKey("raw", bytes(key), { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const hmac = hexadecimal(await crypto.subtle.sign("HMAC", secret, bytes(text)));
  return { text, hmac, base64: btoa(hmac) };
};

const PARTS = ["method", "path", "bound", "token"];
const RESULTS = ["key", "text", "hmac", "base64", "sandboxs"];
let anatomy, key, signedRun;
// What was signed in a run, as the server's record has it.
const signedValues = ({ sign, server }) => {
  const { uri, method, ...body } = server.findLast(({ url }) => url.endsWith("/hmac-signatures")).body;
  const path = pathOf(uri);
  return [method, path, body[boundField(path)] ?? "", sign.reply.token];
};
const isSigned = (run) => run?.sign.reply?.token && run.server.some(({ url }) => url.endsWith("/hmac-signatures"));
const field = (name) => anatomy.querySelector(`#flow-${name}`);
const values = () => PARTS.map((name) => field(name).value);

const drawAnatomy = () => {
  const run = isSigned(chosenRun()) ? chosenRun() : runs().findLast(isSigned);
  anatomy.querySelector(".parts").hidden = !run;
  anatomy.querySelector(".verdict").textContent ||= run ? "" : words.no_run;
  if (!run || run.id === signedRun?.id) return;
  signedRun = run;
  setValues();
};
const setValues = () => {
  signedValues(signedRun).forEach((value, at) => (field(PARTS[at]).value = value));
  anatomy.querySelector(".sent").textContent = "";
  return compute();
};
const compute = async () => {
  key ??= (await (await fetch(`${sandbox}/sandbox/signing-key`)).json()).key;
  const own = signedRun.sign.reply.signature;
  const result = await signature(values(), key);
  const shown = { key, ...result, sandboxs: own };
  for (const name of RESULTS) field(name).textContent = shown[name];
  const isSame = result.base64 === own;
  const verdict = anatomy.querySelector(".verdict");
  verdict.textContent = isSame ? words.same : words.differs;
  verdict.classList.toggle("mismatch", !isSame);
};

// Signs a call of the same operation anew, and makes it with a signature over what stands in the fields. It carries the bound value
// and no other field, so nothing can be saved.
const send = async () => {
  const { sign } = signedRun;
  // The page may be another customer's by now: the one's that it has created.
  const headers = { Accept: "application/json", "Content-Type": "application/json", "Drawn-For": document.documentElement.dataset.drawnFor };
  const signed = await fetch(sign.url, { method: "POST", headers, body: JSON.stringify(sign.body) });
  const ticket = await signed.json();
  const place = anatomy.querySelector(".sent");
  if (!signed.ok) return (place.textContent = `${signed.status} ${ticket.kind}`);
  const [method, path, bound, typed] = values();
  const token = typed === sign.reply.token ? ticket.token : typed;
  const { base64 } = await signature([method, path, bound, token], key);
  const name = boundField(pathOf(ticket.uri));
  const isPost = ticket.method === "POST";
  const answer = await fetch(ticket.uri, {
    method: ticket.method,
    credentials: "include",
    headers: { Accept: "application/json", signature: base64, token, ...(isPost && { "Content-Type": "application/json" }) },
    body: isPost ? JSON.stringify({ [name]: ticket[name] }) : undefined,
  });
  const { code, message } = (await answer.json().catch(() => ({}))).reasons?.[0] ?? {};
  const isRefused = `${code}`.startsWith("900000");
  place.textContent = [words.sent, `HTTP ${answer.status}`, code, withoutDigits(message), isRefused ? words.refused : words.accepted].filter(Boolean).join(" ");
};

const anatomyGroup = () => {
  const mark = (name) => create("span", { className: "badge", textContent: [...PARTS, "sandboxs"].includes(name) ? words.documented : words.own });
  const input = (name) => {
    const input = create("input", { id: `flow-${name}`, autocomplete: "off", spellcheck: false, oninput: compute });
    return create("div", {}, create("label", { htmlFor: input.id, textContent: words[name] }), mark(name), input);
  };
  const result = (name) => create("div", {}, create("span", { textContent: words[name] }), mark(name), create(name === "text" ? "pre" : "code", { id: `flow-${name}` }));
  const button = (label, onclick) => create("button", { type: "button", className: "quiet", textContent: label, onclick });
  anatomy = create("details", { className: "group" },
    create("summary", { textContent: words.anatomy }),
    create("p", { textContent: words.anatomy_lead }),
    create("div", { className: "parts" }, ...PARTS.map(input), ...RESULTS.map(result),
      create("div", { className: "bar" }, button(words.reset, setValues), button(words.send, () => send().catch(({ message }) => (anatomy.querySelector(".sent").textContent = message)))),
    ),
    create("p", { className: "verdict", role: "status" }),
    create("p", { className: "sent", role: "status" }),
  );
  return anatomy;
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
  ({ words, breaks } = await (await fetch("/flow/breaks")).json());
  const again = create("button", { type: "button", className: "quiet", textContent: words.again, onclick: loadAgain });
  const tour = create("a", { href: "/tour", textContent: words.tour_link });
  section.querySelector(".none").before(create("div", { className: "bar" }, again, tour), ...breakGroup());
  section.querySelector("table").before(anatomyGroup());
  section.addEventListener("click", ({ target }) => {
    const run = target.closest("[data-action=choose]")?.dataset.run;
    if (!run) return;
    chosen = Number(run);
    draw();
  });
  recorder.breaking = breakCall;
  new EventSource(`${sandbox}/sandbox/journal/stream`).onmessage = note;
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
