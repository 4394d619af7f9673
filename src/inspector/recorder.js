// Keeps the calls of this page's last runs in memory, and writes a line about a run under its result. Pages report to it through
// `src/browser/observer.rs`, which masks everything before. The panel's own program is loaded only when it is opened.
const place = document.getElementById("flow-inspector");
const words = place.dataset;
const RUNS = 5;
const JOURNAL = 200;
let runs = [];
let journal = [];
let stream;
let isOpen = false;
let isStepping = false;
let held = [];
let listener;
let submitted = 0;

// In tenths of a millisecond since the page was opened, as everything here.
const now = () => Math.round(performance.now() * 10);
const pairs = (all) => [...all].map(([name, value]) => ({ name, value: String(value) }));
const text = (body, names) => {
  if (!body && !names?.length) return "";
  const shown = names ? Object.fromEntries(names.map((name) => [name, body?.[name] ?? words.leftOut])) : body;
  return JSON.stringify(shown, null, 2);
};
// Each signature begins a run. The call to Zuora belongs to the run whose token it has.
const runOf = (call) => {
  const path = new URL(call.url).pathname;
  if (call.isSite && path.startsWith("/api/sign/")) {
    const run = { id: (runs.at(-1)?.id ?? 0) + 1, sign: call, server: [] };
    runs = [...runs, run].slice(-RUNS);
    return run;
  }
  if (!call.isSite) {
    const token = call.headers.find(({ name }) => name === "token")?.value;
    const run = runs.findLast((run) => token && run.sign.reply?.token === token);
    if (run) Object.assign(run, { call }).call.pressed = submitted;
    return run;
  }
  const last = runs.findLast((run) => run.call);
  // Without an answer of Zuora's, the page has its server search.
  const isSearch = path.endsWith("/list") && last?.call.end && !last.call.reply;
  if (last?.call.end && !last.confirm?.end && (isSearch || /\/(confirm|find)$/.test(path))) {
    last.confirm = call;
    return last;
  }
};

// The sandbox's clock can be moved. What it says counts within the call.
const fromJournal = (entry, call) => {
  const told = Math.round((Date.parse(entry.time) - performance.timeOrigin) * 10);
  const start = told >= call.start && told <= (call.end ?? told) ? told : call.start;
  return {
    method: entry.method,
    url: words.sandbox + entry.path,
    headers: pairs(Object.entries(entry.headers ?? {})),
    status: entry.status,
    replyHeaders: pairs(Object.entries(entry.answer?.headers ?? {})),
    start,
    end: start + (entry.durationMs ?? 0) * 10,
  };
};

// A preflight stands in the journal directly before its call; where another call stands there, the browser remembered one.
const preflight = ({ call }) => {
  if (!words.sandbox || !call?.start) return {};
  const { pathname } = new URL(call.url);
  const own = journal.filter(({ path }) => path === pathname);
  const token = call.headers.find(({ name }) => name === "token")?.value ?? "";
  const masked = `${token.slice(0, 4)}… (${token.length} characters)`;
  const at = own.findLastIndex(({ method, headers }) => method === call.method && headers.token === masked);
  const sent = at < 0 ? own.at(-1) : own[at - 1];
  if (sent?.method === "OPTIONS") return { preflight: fromJournal(sent, call), sent: true };
  if (at < 0) return {};
  const earlier = own.slice(0, at).findLast(({ method }) => method === "OPTIONS");
  return { preflight: earlier && fromJournal(earlier, call), sent: false };
};

// Only what the panel needs of an exchange. The sandbox masks a card up to its last four digits; here not even these are kept.
const SEEN = ["origin", "access-control-request-method", "access-control-request-headers", "token"];
const note = ({ method, path, headers, status, answer, time, durationMs }) => {
  const seen = Object.entries(headers).filter(([name]) => SEEN.includes(name));
  journal.push({ method, path, headers: Object.fromEntries(seen), status, answer: { headers: answer?.headers }, time, durationMs });
  journal = journal.slice(-JOURNAL);
  changed();
};
const follow = () => {
  if (!words.sandbox || stream) return;
  journal = [];
  stream = new EventSource(`${words.sandbox}/sandbox/journal/stream`);
  stream.onmessage = ({ data }) => note(JSON.parse(data));
};
const unfollow = () => {
  if (isOpen) return;
  stream?.close();
  stream = undefined;
};

const milliseconds = ({ start, end }) => Math.max(1, Math.round((end - start) / 10));
const operation = ({ url }) => {
  if (url.endsWith("/credit-cards")) return words.card;
  if (url.endsWith("/accounts")) return words.account;
  return url.endsWith("/rsa-signatures") ? words.form : words.file;
};
const ended = (run) => (run.call ? run.call.end : run.sign.end && (run.sign.status >= 400 || !run.sign.status) && run.sign.end);
const summary = (run) => {
  const { sign, call, confirm, server } = run;
  const parts = [`${words.sign} ${milliseconds(sign)}`];
  const { sent } = preflight(run);
  if (call) {
    parts.push(sent === undefined ? words.unseen : sent ? words.preflight : words.remembered);
    parts.push(`${operation(call)} ${milliseconds(call)}`);
  }
  if (confirm?.end) parts.push(`${words.confirm} ${milliseconds(confirm)}`);
  const own = [sign, call, confirm].filter((one) => one?.end);
  const total = own.reduce((sum, one) => sum + milliseconds(one), 0);
  const count = own.length + server.length + (sent ? 1 : 0);
  return `${words.total.replace("{calls}", count).replace("{ms}", total)} ${parts.join(" · ")}.`;
};

const line = Object.assign(document.createElement("p"), { id: "flow-line" });
const run = document.createElement("span");
const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: words.show });
button.setAttribute("aria-expanded", "false");
line.append(run, " ", button);

const draw = () => {
  const last = runs.findLast(ended);
  const notice = document.getElementById("notice")?.closest(".notice");
  const isCard = document.getElementById("card-form");
  const isResult = last && (isCard ? notice && Math.max(ended(last), last.confirm?.end ?? 0) >= submitted : true);
  if (!isResult) return line.remove();
  const sentence = summary(last);
  if (run.textContent !== sentence) run.textContent = sentence;
  if (notice && line.previousElementSibling !== notice) notice.after(line);
  if (!notice && line.parentNode !== place) place.prepend(line);
};
let isDue = false;
const schedule = () => {
  if (isDue) return;
  isDue = true;
  // Not now: the customer's click has the processor.
  setTimeout(() => {
    isDue = false;
    draw();
    listener?.();
  });
};
const changed = schedule;
new MutationObserver(schedule).observe(document.querySelector("main"), { childList: true, subtree: true });
addEventListener("submit", () => (submitted = now()), true);

const recorder = {
  before(url, { method, headers }, sent, names, at) {
    const { href } = new URL(url, location);
    const body = sent ? JSON.parse(sent) : null;
    const call = { url: href, isSite: url[0] === "/", method, headers: pairs(headers), body, bodyText: text(body, names), place: at };
    if (!runOf(call)) return Promise.resolve(null);
    const go = () => {
      call.start = now();
      call.held = false;
      changed();
      return call;
    };
    if (!isStepping) return Promise.resolve(go());
    call.held = true;
    changed();
    return new Promise((resume) => held.push(() => resume(go())));
  },
  after(call, response, json, names) {
    if (!call || (call.end && !response)) return;
    call.end = now();
    if (response) {
      call.status = response.status;
      call.replyHeaders = pairs(response.headers);
      call.size = Number(response.headers.get("content-length")) || undefined;
    }
    const { records = [], recordsTook, ...reply } = json ? (JSON.parse(json) ?? {}) : {};
    if (json && json !== "null") {
      call.reply = reply;
      call.replyText = text(reply, names?.filter((name) => !name.startsWith("records")));
      const owner = runs.find(({ sign }) => sign === call);
      // The server's clock and this one differ: what was under way is taken to be as long in each direction.
      const offset = call.start + Math.max(0, (call.end - call.start - recordsTook / 100) / 2);
      if (owner) owner.server = records.map((record) => ({
        ...record,
        headers: [],
        bodyText: text(record.body),
        replyText: text(record.reply),
        start: Math.round(offset + record.start / 100),
        end: Math.round(offset + (record.start + record.duration) / 100),
      }));
    }
    changed();
    if (!call.isSite) {
      follow();
      setTimeout(unfollow, 3000);
    }
  },
  state: () => ({
    isStepping,
    isHeld: held.length > 0,
    runs: runs.map((run) => ({ ...run, ...preflight(run), isSandbox: Boolean(words.sandbox) })),
  }),
  listen(callback) {
    listener = callback;
    schedule();
  },
  copy: (text) => navigator.clipboard.writeText(text),
  do(action, id, part) {
    actions[action](id, part);
    schedule();
  },
};
const actions = {
  step() {
    isStepping = !isStepping;
    if (!isStepping) held.splice(0).forEach((go) => go());
  },
  next: () => held.shift()?.(),
  forget() {
    runs = [];
    journal = [];
  },
  json(id, part) {
    const run = runs.find((run) => run.id === id);
    const all = { ...run, ...preflight(run) };
    recorder.copy(JSON.stringify(all[part] ?? run.server.findLast(({ url }) => url.endsWith(part)) ?? null, null, 2));
  },
  close() {
    isOpen = false;
    place.querySelector("section").hidden = true;
    unfollow();
    button.setAttribute("aria-expanded", "false");
    button.focus();
  },
};
window.flowRecorder = recorder;

const show = (section) => {
  section.hidden = false;
  section.querySelector("h2").focus();
};
const open = async () => {
  button.setAttribute("aria-expanded", "true");
  isOpen = true;
  follow();
  const opened = place.querySelector("section");
  if (opened) return show(opened);
  const { glue, glueIntegrity, wasm, wasmIntegrity, styles, stylesIntegrity } = words;
  if (!document.querySelector(`link[href="${styles}"]`)) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: styles, integrity: stylesIntegrity }));
  }
  const preload = Object.assign(document.createElement("link"), { rel: "modulepreload", integrity: glueIntegrity });
  const client = await get(glue, glueIntegrity, async (url) => import(await linked(preload, url)));
  const module_or_path = await get(wasm, wasmIntegrity, async (url) => {
    const answer = await fetch(url, { integrity: wasmIntegrity });
    if (!answer.ok) throw answer;
    return answer;
  });
  await client.default({ module_or_path });
  client.open_inspector(place, recorder);
  show(place.querySelector("section"));
};
button.addEventListener("click", () => open().catch(() => (run.textContent = words.failed)));
