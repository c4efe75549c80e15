import { ask, make, day, options } from "./wire.js";
import { open } from "./lead.js";

const place = document.getElementById("leads");
const fresh = new Set();
let state, view = "board", start = 0, waiting;

const search = make("input", { type: "search", placeholder: "Search id, title, name, phone, e-mail, origin", "aria-label": "Search leads", className: "grow", oninput: () => later(250) });
const stage = make("select", { "aria-label": "Stage", onchange: () => later(0) });
const board = make("button", { onclick: () => turn("board") }, "Board");
const table = make("button", { onclick: () => turn("table") }, "Table");
const content = make("div");

export function set(given) {
  state = given;
  stage.replaceChildren(make("option", { value: "" }, "All stages"), ...options(state.stages));
  place.replaceChildren(make("div", { className: "row" }, search, stage, board, table), content);
  turn("board");
}

/** A lead was written: the list follows, not more than three times a second. */
export function wrote(write) {
  fresh.add(write.lead);
  if (!place.hidden) later(300);
}

export const refresh = () => later(0);

function turn(to) {
  view = to;
  start = 0;
  stage.hidden = view === "board";
  board.setAttribute("aria-pressed", view === "board");
  table.setAttribute("aria-pressed", view === "table");
  later(0);
}

function later(wait) {
  clearTimeout(waiting);
  waiting = setTimeout(draw, wait);
}

async function draw() {
  if (view === "board") {
    content.replaceChildren(make("div", { className: "board" }, (await ask("board", { search: search.value })).map(column)));
  } else {
    const page = await ask("leads", { search: search.value, stage: stage.value, start });
    content.replaceChildren(make("div", { className: "panel" }, rows(page.leads), pager(page.total)));
  }
  fresh.clear();
}

const mark = (id, name) => (fresh.has(id) ? `${name} fresh` : name);
const named = (id) => state.stages.find((known) => known.id === id) ?? { id, name: id };
const money = (lead) => (Number(lead.amount) ? `${Number(lead.amount).toLocaleString()} ${lead.currency}` : "");

function column({ stage, total, leads }) {
  const { name, color } = named(stage);
  const head = make("h2", {}, name, make("span", { "aria-label": `${total} leads` }, `${total}`));
  if (color) head.style.borderTopColor = color;
  const more = total > leads.length ? make("p", { className: "soft" }, `and ${total - leads.length} more: see the table`) : null;
  return make("div", { className: "column", "data-stage": stage }, head, leads.map(card), more);
}

const card = (lead) =>
  make(
    "button",
    { className: mark(lead.id, "card"), "data-lead": `${lead.id}`, onclick: () => open(lead.id) },
    make("b", {}, lead.title ?? ""),
    make("span", { className: "soft" }, [lead.name, lead.company].filter(Boolean).join(", ")),
    make("span", { className: "low" }, make("span", {}, `#${lead.id} ${lead.owner}`), make("span", {}, money(lead))),
  );

function rows(leads) {
  const titles = [["#", "number"], ["Title", ""], ["Stage", ""], ["Name", "wide"], ["Amount", "number wide"], ["Owner", "wide"], ["Changed", "wide"]];
  return make(
    "table",
    {},
    make("thead", {}, make("tr", {}, titles.map(([title, name]) => make("th", { className: name }, title)))),
    make("tbody", {}, leads.map((lead) =>
      make("tr", { "data-lead": `${lead.id}`, className: mark(lead.id, ""), onclick: () => open(lead.id) },
        make("td", { className: "number" }, `${lead.id}`),
        make("td", {}, make("button", { className: "link" }, lead.title ?? "")),
        make("td", {}, named(lead.stage).name),
        make("td", { className: "wide" }, lead.name),
        make("td", { className: "number wide" }, money(lead)),
        make("td", { className: "wide" }, lead.owner),
        make("td", { className: "wide" }, day(lead.modified))))),
  );
}

function pager(total) {
  const step = (by) => () => { start += by; later(0); };
  return make(
    "div",
    { className: "row" },
    make("span", { className: "soft" }, total ? `${start + 1} to ${Math.min(start + 100, total)} of ${total}` : "No lead fits."),
    make("button", { disabled: start === 0, onclick: step(-100) }, "Back"),
    make("button", { disabled: start + 100 >= total, onclick: step(100) }, "Next"),
  );
}
