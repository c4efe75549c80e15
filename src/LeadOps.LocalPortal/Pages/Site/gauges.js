import { make } from "./wire.js";

const place = document.getElementById("gauges");
const MOST = 4;
const SMALL = 0.001;

export function show(limits) {
  const budgets = limits.operating.filter((spent) => spent.seconds > limits.limit * SMALL).slice(0, MOST).map((spent) => {
    const until = new Date(spent.resetAt * 1000).toTimeString().slice(0, 5);
    return gauge(spent.method, spent.seconds, limits.limit, "s", `${spent.who}; less at ${until}`);
  });
  place.replaceChildren(bucket(limits.bucket), ...(budgets.length ? budgets : [idle(limits.limit)]));
}

function bucket(state) {
  return state
    ? gauge("Request limit", state.level, state.capacity, "", `${state.drain} drain every second`)
    : quiet("Request limit", "none; start with --tariff standard to rehearse one");
}

const idle = (limit) => quiet("Operating budget", `hardly anything spent of ${limit} s a method in ten minutes`);

const quiet = (name, text) =>
  make("div", { className: "panel gauge" }, make("b", {}, name), make("div", { className: "soft" }, text));

function gauge(name, value, limit, unit, text) {
  const share = Math.min(1, value / limit);
  const state = share >= 1 ? " full" : share >= 0.8 ? " high" : "";
  const fill = make("i");
  fill.style.width = `${share * 100}%`;
  const meter = { role: "meter", "aria-label": name, "aria-valuemin": "0", "aria-valuemax": `${limit}`, "aria-valuenow": `${value}` };
  return make(
    "div",
    { className: `panel gauge${state}` },
    make("div", { className: "top" }, make("b", {}, name), make("span", {}, `${Math.round(value * 10) / 10} of ${limit} ${unit}`)),
    make("div", { className: "soft" }, text),
    make("div", { className: "bar", ...meter }, fill),
  );
}
