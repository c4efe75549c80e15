import { ask, listen, useSecret } from "./wire.js";
import * as connect from "./connect.js";
import * as gauges from "./gauges.js";
import * as lead from "./lead.js";
import * as leads from "./leads.js";
import * as requests from "./requests.js";
import * as switches from "./switches.js";

const KEY = "leadops-local-portal-secret";
const door = document.getElementById("door");
const live = document.getElementById("live");
const buttons = [...document.querySelectorAll("nav button")];

document.getElementById("host").textContent = location.host;
buttons.forEach((button) => button.addEventListener("click", () => turn(button.dataset.section)));
door.addEventListener("submit", (event) => {
  event.preventDefault();
  open(door.secret.value.trim());
});

// Whoever asked while the portal was gone is answered again when it is back.
addEventListener("unhandledrejection", (event) => {
  if (event.reason?.isGone) event.preventDefault();
});

// The secret leaves the address at once, so that it stands in no history and no screenshot.
const given = new URLSearchParams(location.search).get("secret");
if (given) history.replaceState(null, "", location.pathname + location.hash);
open(given ?? sessionStorage.getItem(KEY) ?? "");

async function open(secret) {
  useSecret(secret);
  try {
    const state = await ask("state");
    sessionStorage.setItem(KEY, secret);
    door.hidden = true;
    document.querySelector("main").hidden = false;
    await show(state);
  } catch (problem) {
    door.hidden = false;
    live.textContent = "closed";
    document.getElementById("door-says").textContent = secret ? (problem.status === 401 ? "This is not the portal's secret." : problem.message) : "";
  }
}

async function show(state) {
  connect.set(state);
  lead.set(state);
  leads.set(state);
  gauges.show(await ask("limits"));
  await Promise.all([requests.set(), switches.set(state)]);
  turn(location.hash.slice(1) || "leads");
  listen({
    request: requests.came,
    limits: gauges.show,
    setup: switches.turned,
    lead: (write) => { leads.wrote(write); lead.wrote(write); },
  }, (on) => {
    live.textContent = on ? "live" : "the portal does not answer";
    live.classList.toggle("on", on);
    if (on) leads.refresh();
  });
}

function turn(to) {
  const section = buttons.some((button) => button.dataset.section === to) ? to : "leads";
  for (const button of buttons) {
    const isHere = button.dataset.section === section;
    button.setAttribute("aria-current", isHere);
    document.getElementById(button.dataset.section).hidden = !isHere;
  }
  history.replaceState(null, "", `#${section}`);
  if (section === "leads") leads.refresh();
}
