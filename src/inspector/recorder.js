// Keeps the calls of this page's last runs in memory, and writes a line about a run under its result. Pages report to it through
// `src/browser/observer.rs`, which masks everything before. The panel, and all that only the panel needs, is loaded when it is
// opened (`controls.js`). The server sends this file without its comments.
const place = document.getElementById("flow-inspector");
const words = place.dataset;
const sandbox = words.sandbox && `http://${words.sandbox}`;
let runs = [];
let journal = [];
let stream;
let isOpen = false;
let isStepping = false;
let held = [];
let listener;
let submitted = 0;

// Every time here is in tenths of a millisecond since the page was opened.
const now = () => Math.round(performance.now() * 10);
const pairs = (all) => [...all].map(([name, value]) => ({ name, value }));
const text = (body, names) => {
  const shown = names ? Object.fromEntries(names.map((name) => [name, body[name] ?? words.leftOut])) : body;
  return shown ? JSON.stringify(shown, null, 2) : "";
};
const tokenOf = ({ headers }) => headers.find(({ name }) => name === "token")?.value;

// Each signature begins a run. The call to Zuora belongs to the run whose token it has.
const runOf = (call) => {
  const path = new URL(call.url).pathname;
  if (!call.isSite) {
    const run = runs.findLast(({ sign }) => sign.reply?.token === tokenOf(call));
    call.pressed = submitted;
    return run && Object.assign(run, { call });
  }
  if (path.startsWith("/api/sign/")) {
    const run = { id: (runs.at(-1)?.id ?? 0) + 1, sign: call, server: [] };
    runs = [...runs, run].slice(-5);
    return run;
  }
  const last = runs.findLast((run) => run.call);
  // Without an answer of Zuora's, or with a token that it refuses, the page has its server search.
  const isNext = /\/(confirm|find)$/.test(path) || (path.endsWith("/list") && !last?.call.reply?.success);
  return last?.call.end && !last.confirm?.end && isNext && Object.assign(last, { confirm: call });
};

// The sandbox's clock can be moved: its time counts only if it is within the call.
const fromJournal = (entry, call) => {
  const time = Math.round((Date.parse(entry.time) - performance.timeOrigin) * 10);
  const start = time >= call.start && time <= (call.end ?? time) ? time : call.start;
  const { method, path, headers, status, answer, durationMs } = entry;
  return {
    method,
    url: sandbox + path,
    headers: pairs(Object.entries(headers)),
    status,
    replyHeaders: pairs(Object.entries(answer?.headers ?? {})),
    start,
    end: start + durationMs * 10,
  };
};

// A preflight stands in the journal directly before its call; where another call stands there, the browser remembered one.
const preflight = ({ call }) => {
  if (!sandbox || !call?.start) return {};
  const own = journal.filter(({ path }) => call.url.endsWith(path));
  const token = tokenOf(call);
  const masked = `${token.slice(0, 4)}… (${token.length} characters)`;
  const at = own.findLastIndex(({ method, headers }) => method === call.method && headers.token === masked);
  const before = at < 0 ? own : own.slice(0, at);
  const sent = before.at(-1)?.method === "OPTIONS";
  if (at < 0 && !sent) return {};
  const last = before.findLast(({ method }) => method === "OPTIONS");
  return { preflight: last && fromJournal(last, call), sent };
};

// Only what the panel needs of an exchange: the sandbox masks a card up to its last four digits; here not even these are recorded.
const note = ({ method, path, headers, status, answer, time, durationMs, reason, ticket }) => {
  const seen = Object.entries(headers).filter(([name]) => /^(origin|token|access-control-.*|zuora-track-id)$/.test(name));
  const message = answer?.body?.reasons?.[0].message.replace(/\d/g, "•");
  journal.push({ method, path, headers: Object.fromEntries(seen), status, answer: { headers: answer?.headers }, time, durationMs, reason, ticket, message });
  schedule();
};
const follow = () => {
  if (!sandbox || stream) return;
  journal = [];
  stream = new EventSource(`${sandbox}/sandbox/journal/stream`);
  stream.onmessage = ({ data }) => note(JSON.parse(data));
};
const unfollow = () => {
  if (isOpen) return;
  stream?.close();
  stream = undefined;
};

const milliseconds = ({ start, end }) => Math.max(1, Math.round((end - start) / 10));
const operations = { cards: words.card, accounts: words.account, signatures: words.form };
const failed = ({ sign }) => sign.end && !(sign.status < 400) && sign.end;
const ended = (run) => (run.call ? run.call.end : failed(run));
const summary = (run) => {
  const { sign, call, confirm, server } = run;
  const { sent } = preflight(run);
  const own = [sign, call, confirm].filter((one) => one?.end);
  const operation = call && (operations[call.url.split(/[/-]/).at(-1)] ?? words.file);
  const names = [words.sign, operation, words.confirm];
  const parts = own.map((one, at) => `${names[at]} ${milliseconds(one)}`);
  if (call) parts.splice(1, 0, sent === undefined ? words.unseen : sent ? words.preflight : words.remembered);
  const total = own.reduce((sum, one) => sum + milliseconds(one), 0);
  const count = own.length + server.length + (sent ? 1 : 0);
  return `${words.total.replace("{calls}", count).replace("{ms}", total)} ${parts.join(" · ")}.`;
};

const create = (tag, properties) => Object.assign(document.createElement(tag), properties);
const line = create("p", { id: "flow-line" });
const sentence = create("span");
const button = create("button", { type: "button", className: "quiet", textContent: words.show, ariaExpanded: false });
line.append(sentence, " ", button);

const draw = () => {
  const last = runs.findLast(ended);
  const notice = document.getElementById("notice")?.closest(".notice");
  // A form with faults has a notice too, and no run.
  const isResult = notice ? last && Math.max(ended(last), last.confirm?.end ?? 0) >= submitted : last && !document.getElementById("card-form");
  if (!isResult) return line.remove();
  const shown = summary(last);
  if (sentence.textContent !== shown) sentence.textContent = shown;
  if (!notice && line.parentNode !== place) place.prepend(line);
  if (notice && line.previousElementSibling !== notice) notice.after(line);
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
// What the panel draws is no news.
const isNews = ({ target }) => !place.contains(target);
new MutationObserver((changes) => changes.some(isNews) && schedule()).observe(document.querySelector("main"), { childList: true, subtree: true });
addEventListener("submit", () => (submitted = now()), true);

class Call {
  after(response, json, names) {
    if (this.end && !response) return;
    this.end = now();
    if (response) {
      this.status = response.status;
      this.replyHeaders = pairs(response.headers);
      this.size = Number(response.headers.get("content-length")) || undefined;
    }
    const body = json && JSON.parse(json);
    if (body) {
      const { records = [], recordsTook, ...reply } = body;
      this.reply = reply;
      this.replyText = text(reply, names?.filter((name) => !/^records/.test(name)));
      // The server's clock and this one differ: what was under way is taken to be as long in each direction.
      const offset = this.start + Math.max(0, (this.end - this.start - recordsTook / 100) / 2);
      const owner = runs.find(({ sign }) => sign === this);
      if (owner) owner.server = records.map((record) => ({
        ...record,
        bodyText: text(record.body),
        replyText: text(record.reply),
        start: Math.round(offset + record.start / 100),
        end: Math.round(offset + (record.start + record.duration) / 100),
      }));
    }
    schedule();
    if (this.isSite) return;
    follow();
    setTimeout(unfollow, 3000);
  }
}

const recorder = (window.flowRecorder = {
  async before(url, init, sent, names, at) {
    const { method, headers } = init;
    const body = sent && JSON.parse(sent);
    const call = Object.assign(new Call(), { url: new URL(url, location).href, isSite: url[0] === "/", method, headers: pairs(headers), body, bodyText: text(body, names), place: at });
    const run = runOf(call);
    if (!run) return;
    recorder.breaking?.(call, run, init);
    if (isStepping) {
      call.held = true;
      schedule();
      await new Promise((go) => held.push(go));
      call.held = false;
    }
    call.start = now();
    schedule();
    return call;
  },
  state: () => ({
    isStepping,
    journal,
    isHeld: held.length > 0,
    runs: runs.map((run) => ({ ...run, ...preflight(run), isSandbox: Boolean(sandbox) })),
  }),
  listen(callback) {
    listener = callback;
  },
  // The stream begins with everything that the journal has.
  reread() {
    stream?.close();
    stream = undefined;
    follow();
  },
  copy: (text) => navigator.clipboard.writeText(text),
  do(action, id, part) {
    actions[action](id, part);
    schedule();
  },
});
const actions = {
  step() {
    isStepping = !isStepping;
    if (!isStepping) held.splice(0).forEach((go) => go());
  },
  next: () => held.shift()?.(),
  forget() {
    runs = [];
  },
  preflight: () => fetch("/flow/forget-preflight", { method: "POST" }),
  json(id, part) {
    const run = runs.find((run) => run.id === id);
    const all = { ...run, ...preflight(run) };
    recorder.copy(JSON.stringify(all[part] ?? run.server.findLast(({ url }) => url.endsWith(part)) ?? null, null, 2));
  },
  close() {
    isOpen = false;
    place.querySelector("section").hidden = true;
    unfollow();
    button.ariaExpanded = false;
    button.focus();
  },
};

button.onclick = async () => {
  button.ariaExpanded = isOpen = true;
  follow();
  const { controls, controlsIntegrity: integrity } = words;
  try {
    const preload = create("link", { rel: "modulepreload", integrity });
    const { open } = await get(controls, integrity, async (url) => import(await linked(preload, url)));
    await open(recorder, place);
  } catch {
    sentence.textContent = words.failed;
  }
};
if (location.hash === "#flow-inspector") button.click();
