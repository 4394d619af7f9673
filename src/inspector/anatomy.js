// *What the signature is made of*: works a run's signature out, and sends one that was changed. The server appends this file to
// `controls.js`, whose functions it uses.

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
  if (!run || run.sign.reply.token === signedRun?.sign.reply.token) return;
  signedRun = run;
  setValues();
};
const setValues = () => {
  signedValues(signedRun).forEach((value, at) => (field(PARTS[at]).value = value));
  return recompute();
};
const recompute = () => {
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

// A number of a card could stand in any message.
const withoutDigits = (text = "") => text.replace(/\d/g, "•");

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
  const reason = code ? `, ${code} ${withoutDigits(message)}` : "";
  place.textContent = `${isRefused ? words.refused : words.accepted} ${words.sent} HTTP ${answer.status}${reason}`;
};

const anatomyGroup = () => {
  const mark = (name) => create("span", { className: "badge", textContent: [...PARTS, "sandboxs"].includes(name) ? words.documented : words.own });
  const input = (name) => {
    const input = create("input", { id: `flow-${name}`, autocomplete: "off", spellcheck: false, oninput: recompute });
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
