import { ask, make, clock } from "./wire.js";

const place = document.getElementById("requests");
const MOST = 300;
let paused = false;

const filter = make("input", { type: "search", placeholder: "Filter by method, person, error or fault", "aria-label": "Filter requests", className: "grow", oninput: sift });
const pause = make("button", { "aria-pressed": "false", onclick: () => { paused = !paused; pause.setAttribute("aria-pressed", paused); pause.textContent = paused ? "Go on" : "Pause"; if (!paused) load(); } }, "Pause");
const body = make("tbody");
const titles = [["#", "number"], ["Time", "wide"], ["Method", ""], ["By", "wide"], ["Answer", ""], ["Cost", "number"], ["Fault", ""]];

export async function set() {
  place.replaceChildren(
    make("div", { className: "row" }, filter, pause),
    make("div", { className: "panel" }, make("table", {}, make("thead", {}, make("tr", {}, titles.map(([title, name]) => make("th", { className: name }, title)))), body)));
  await load();
}

export function came(request) {
  if (paused) return;
  const line = row(request);
  line.classList.add("fresh");
  setTimeout(() => line.classList.remove("fresh"), 2500);
  body.prepend(line);
  if (body.children.length > MOST) body.lastChild.remove();
  sift();
}

async function load() {
  body.replaceChildren(...(await ask("requests")).slice(0, MOST).map(row));
  sift();
}

function sift() {
  const wanted = filter.value.toLowerCase();
  for (const line of body.children) line.hidden = !line.textContent.toLowerCase().includes(wanted);
}

const row = (request) =>
  make("tr", {},
    make("td", { className: "number" }, `${request.number}`),
    make("td", { className: "wide" }, clock(request.time)),
    make("td", {}, make("span", { className: "mono" }, request.method), request.calls.map((call) => make("div", { className: "mono soft" }, call.count > 1 ? `${call.count} × ${call.method}` : call.method))),
    make("td", { className: "wide" }, request.who),
    make("td", {}, answer(request)),
    make("td", { className: "number" }, `${request.cost.toFixed(3)} s`),
    make("td", { className: "warn" }, request.faults.join(", ")));

function answer({ status, error, failed }) {
  const name = status === 0 || status >= 500 ? "bad" : status >= 400 || failed ? "warn" : "good";
  return [
    make("span", { className: `pill ${name}` }, status === 0 ? "cut" : `${status}`),
    error || failed ? make("div", { className: `mono ${name}` }, error || `${failed} failed`) : null,
  ];
}
