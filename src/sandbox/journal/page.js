// Follows the journal: adds each new exchange to the page, as the row that the sandbox renders.
"use strict";

const MAX_ROWS = 1000;
const list = document.getElementById("exchanges");
const filter = document.getElementById("ticket");
const count = document.getElementById("count");
const connection = document.getElementById("connection");
const empty = document.getElementById("empty");

let newest = Number(list.dataset.newest);
let announcement;

// Hides the rows of other tickets, and says how many are shown.
function show() {
  let shown = 0;
  for (const row of list.children) {
    row.hidden = filter.value !== "" && row.dataset.ticket !== filter.value;
    if (!row.hidden) shown += 1;
  }
  empty.hidden = list.children.length > 0;
  // Several exchanges come at once: a screen reader hears of them once.
  clearTimeout(announcement);
  announcement = setTimeout(() => {
    count.textContent = shown === 1 ? "1 exchange" : `${shown} exchanges`;
  }, 200);
}

function offer(ticket) {
  const known = [...filter.options].some(({ value }) => value === ticket);
  if (ticket && !known) filter.add(new Option(ticket, ticket));
}

function clear() {
  list.replaceChildren();
  filter.length = 1;
}

function add(id, html) {
  // The sandbox was started again, and counts from 1.
  if (id <= newest) clear();
  newest = id;
  const template = document.createElement("template");
  template.innerHTML = html;
  const row = template.content.firstElementChild;
  list.append(row);
  offer(row.dataset.ticket);
  if (list.children.length > MAX_ROWS) list.firstElementChild.remove();
}

for (const row of list.children) offer(row.dataset.ticket);
filter.addEventListener("change", show);
document.getElementById("clear").addEventListener("click", () => {
  clear();
  show();
});
document.querySelector(".tools").hidden = false;
show();

const source = new EventSource(`/sandbox/journal/stream?format=html&after=${newest}`);
source.addEventListener("open", () => {
  connection.textContent = "Live";
});
source.addEventListener("error", () => {
  connection.textContent = "Not connected. Trying again …";
});
source.addEventListener("message", ({ lastEventId, data }) => {
  add(Number(lastEventId), JSON.parse(data));
  show();
});
