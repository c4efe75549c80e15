import { make } from "./wire.js";

const place = document.getElementById("connect");

export function set({ addresses }) {
  const webhook = addresses.webhook;
  place.replaceChildren(
    list("Webhook", "The administrator's; everything is allowed.", [
      ["Address", webhook],
      ...(addresses.https ? [["Over HTTPS", addresses.https]] : []),
      ["Try", `curl ${webhook}crm.lead.list`],
      ["LeadOps", `leadops plan --portal ${webhook}`],
    ]),
    list("OAuth application", "For clients that refresh tokens.", [
      ["url", addresses.rest],
      ["tokenUrl", addresses.token],
      ["clientId", addresses.clientId],
      ["clientSecret", addresses.clientSecret],
      ["refreshToken", addresses.refreshToken],
    ]));
}

const list = (title, text, entries) =>
  make("div", { className: "panel write" }, make("h2", {}, title), make("p", { className: "soft" }, text),
    make("dl", {}, entries.map(([name, value]) => [
      make("dt", {}, name),
      make("dd", {}, make("code", {}, value)),
      make("button", { "aria-label": `Copy ${name}`, onclick: (event) => copy(event.target, value) }, "Copy"),
    ])));

async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}
