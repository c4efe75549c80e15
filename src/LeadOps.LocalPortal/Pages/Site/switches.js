import { control, make, options, said } from "./wire.js";

const place = document.getElementById("switches");
/** What each switch said last; drawing anew keeps it. */
const outputs = {};
let state, drawing;

export async function set(given) {
  state = given;
  await draw();
}

/** Somebody turned a switch, here or elsewhere. */
export function turned() {
  clearTimeout(drawing);
  drawing = setTimeout(() => isEdited() || draw(), 200);
}

/** What somebody is typing is not drawn over. */
function isEdited() {
  return place.contains(document.activeElement) && document.activeElement.tagName !== "BUTTON";
}

async function draw() {
  const [faults, automation, settings, webhooks, events, counts] = await Promise.all(
    ["faults", "automation", "settings", "webhooks", "events", "requests"].map((what) => control(what)));
  place.replaceChildren(make("div", { className: "switches" },
    ofFaults(faults), ofRights(), ofAutomation(automation), ofSettings(settings), ofWebhooks(webhooks), ofTokens(), ofEvents(events), ofCounts(counts)));
}

/** One switch: its form, and what it said. */
function panel(title, text, parts, button, work) {
  const output = (outputs[title] ??= make("output"));
  const form = make("form", { onsubmit: (event) => { event.preventDefault(); said(output, () => work(form)); } },
    parts, button ? make("button", { className: "primary" }, button) : null, output);
  return make("div", { className: "panel" }, make("h2", {}, title), make("p", { className: "soft" }, text), form);
}

function ofFaults({ faults, next }) {
  const script = make("textarea", { name: "script", "aria-label": "Fault script", placeholder: "drop-after@3, 500:crm.lead.update@2, slow:2s@5%" }, faults);
  const add = (fault) => () => { script.value = [script.value.trim(), fault].filter(Boolean).join(", "); };
  const quick = [["Drop the next answer", `drop-after@${next}`], ["500 on the next", `500@${next}`], ["Too many requests on the next", `limit@${next}`],
    ["Ban crm.lead.update", `ban:crm.lead.update@${next}`], ["Refuse lead 1", `refuse:id=1@${next}`]];
  return panel("Faults", `ACTION[:ARGUMENT][:METHOD]@WHEN, separated by commas. The next request is number ${next}.`, [
    make("div", { className: "row" }, quick.map(([name, fault]) => make("button", { type: "button", onclick: add(fault) }, name))),
    script,
    make("label", { className: "row" }, make("input", { type: "checkbox", name: "restart" }), "count requests from 1 again"),
    make("details", {}, make("summary", {}, "All faults"), make("ul", { className: "list" }, state.faults.map((fault) => make("li", {}, make("code", {}, fault.id), ` ${fault.name}`)))),
  ], "Set the faults", (form) => control("faults", { script: script.value, restart: form.restart.checked }).then((now) => (now.faults ? `Set: ${now.faults}` : "No faults.")));
}

function ofRights() {
  const user = make("select", { name: "user", "aria-label": "User", onchange: load }, options(state.users, "7"));
  const access = Object.fromEntries(["read", "add", "edit", "delete"].map((right) =>
    [right, make("select", { "aria-label": right }, options(["All", "Own", "None"].map((id) => ({ id, name: id }))))]));
  const flags = Object.fromEntries([["canImport", "may import"], ["canChangeSettings", "may change settings"], ["isAdmin", "is an administrator"], ["isExternal", "is external"]].map(([flag, name]) =>
    [flag, [make("input", { type: "checkbox" }), name]]));
  const rest = make("textarea", { "aria-label": "Rights by stage, hidden records", placeholder: '{"stages": {"JUNK": {"edit": "None"}}, "hidden": ["C_410"]}' });
  async function load() {
    const rights = await control("rights", { user: user.value });
    for (const right in access) access[right].value = rights[right];
    for (const flag in flags) flags[flag][0].checked = rights[flag] ?? (flag === "isAdmin" && user.value === "1");
    rest.value = JSON.stringify({ stages: rights.stages, hidden: rights.hidden });
  }
  load();
  return panel("Rights", "What a user's webhooks and tokens may do with leads.", [
    make("div", { className: "row" }, user),
    make("div", { className: "row" }, Object.entries(access).map(([right, select]) => make("label", {}, right, select))),
    make("div", { className: "row" }, Object.values(flags).map(([box, name]) => make("label", {}, box, name))),
    make("details", {}, make("summary", {}, "By stage, and hidden contacts and companies"), rest),
  ], "Grant", () => control("rights", {
    user: user.value,
    rights: {
      ...(rest.value.trim() ? JSON.parse(rest.value) : {}),
      ...Object.fromEntries(Object.entries(access).map(([right, select]) => [right, select.value])),
      ...Object.fromEntries(Object.entries(flags).map(([flag, [box]]) => [flag, box.checked])),
    },
  }).then(() => "Granted."));
}

function ofAutomation({ rules, log }) {
  const text = make("textarea", { "aria-label": "Rules", placeholder: "after STATUS_ID becomes IN_PROCESS set ASSIGNED_BY_ID=7; COMMENTS=seen" }, rules.join("\n"));
  const done = log.slice(-5).reverse().map((entry) => make("li", {}, `lead ${entry.id}: ${entry.rule}`));
  return panel("Automation", "One rule a line; it edits a lead within the second in which it was written.", [
    text,
    log.length ? make("details", {}, make("summary", {}, `${log.length} times fired`), make("ul", { className: "list" }, done)) : null,
  ], "Set the rules", () => control("automation", { rules: text.value.split("\n").map((line) => line.trim()).filter(Boolean) }).then((now) => `${now.rules.length} rules.`));
}

function ofSettings(now) {
  const mode = make("select", { "aria-label": "Mode" }, options([{ id: "1", name: "classic" }, { id: "2", name: "simple: new leads are converted" }], `${now.mode}`));
  const blocked = make("select", { "aria-label": "Blocked" }, options([{ id: "", name: "open" }, ...state.blocks.map((id) => ({ id, name: id }))], now.blocked ?? ""));
  const repeat = make("input", { type: "checkbox", checked: now.repeatLeads });
  const duplicates = make("select", { "aria-label": "Duplicate search" }, options([{ id: "each", name: "20 leads of each value" }, { id: "whole", name: "20 leads in all" }, { id: "spelling", name: "phones by spelling" }], now.duplicates));
  const required = make("textarea", { "aria-label": "Required fields", placeholder: "COMMENTS: JUNK, CONVERTED" },
    Object.entries(now.required).map(([field, stages]) => `${field}: ${stages.join(", ")}`).join("\n"));
  const fields = () => Object.fromEntries(required.value.split("\n").filter((line) => line.trim()).map((line) => {
    const [field, stages = ""] = line.split(":");
    return [field.trim(), stages.split(",").map((stage) => stage.trim()).filter(Boolean)];
  }));
  return panel("Portal", "How the whole portal behaves.", [
    make("div", { className: "row" }, make("label", {}, "mode", mode), make("label", {}, "refuses everything", blocked), make("label", {}, repeat, "repeat leads"), make("label", {}, "duplicate search", duplicates)),
    make("label", {}, "Required fields, each with its stages (none: everywhere)", required),
  ], "Set", () => control("settings", { mode: mode.value, blocked: blocked.value, repeatLeads: repeat.checked, duplicates: duplicates.value, required: fields() }).then(() => "Set."));
}

function ofWebhooks(all) {
  const take = (webhook) => () => control("webhooks", { user: webhook.userId, webhook: webhook.secret, revoked: true });
  return panel("Webhooks", "Besides the administrator's, each with its user and scopes.", [
    make("ul", { className: "list" }, all.map((webhook) =>
      make("li", {}, make("code", {}, `/rest/${webhook.userId}/${webhook.secret}/ `), webhook.scopes.join(", "), " ", make("button", { type: "button", onclick: take(webhook) }, "Revoke")))),
    make("div", { className: "row" },
      make("select", { name: "user", "aria-label": "User of the webhook" }, options(state.users, "7")),
      make("input", { name: "webhook", placeholder: "secret", "aria-label": "Secret of the webhook", required: true }),
      make("input", { name: "scopes", value: "crm, user_basic", "aria-label": "Scopes" }),
      make("input", { name: "expires", placeholder: "expires 2026-12-31T00:00:00Z", "aria-label": "Expires" })),
  ], "Add", (form) => control("webhooks", {
    user: form.user.value,
    webhook: form.webhook.value,
    scopes: form.scopes.value.split(",").map((scope) => scope.trim()),
    ...(form.expires.value ? { expires: form.expires.value } : {}),
  }).then(() => "Added."));
}

const ofTokens = () =>
  panel("OAuth", "A fresh access token, or a code to exchange.", [
    make("div", { className: "row" },
      make("select", { name: "user", "aria-label": "User of the token" }, options(state.users, "1")),
      make("label", {}, make("input", { type: "checkbox", name: "code" }), "a code of 30 seconds")),
  ], "Issue", (form) => control("token", { user: form.user.value, code: form.code.checked }).then((issued) => issued.access_token ?? issued.code));

const ofEvents = (all) =>
  panel("Events", "Outgoing webhooks: a handler is told the id of each changed lead.", [
    make("ul", { className: "list" }, all.map((handler) => make("li", {}, `${handler.event} → `, make("code", {}, handler.handler)))),
    make("div", { className: "row" },
      make("select", { name: "event", "aria-label": "Event" }, options(state.events.map((id) => ({ id, name: id })), "ONCRMLEADUPDATE")),
      make("input", { name: "handler", placeholder: "http://127.0.0.1:9000/hook", "aria-label": "Handler", className: "grow" }),
      make("button", { type: "button", onclick: () => control("events", { clear: true }) }, "Clear all")),
  ], "Add", (form) => control("events", { event: form.event.value, handler: form.handler.value }).then(() => "Added."));

const ofCounts = (counts) =>
  make("div", { className: "panel" }, make("h2", {}, "Calls so far"),
    make("table", {}, make("tbody", {}, Object.entries(counts).map(([method, count]) =>
      make("tr", {}, make("td", { className: "mono" }, method === "http" ? "all requests" : method), make("td", { className: "number" }, `${count}`))))));
