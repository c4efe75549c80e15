// Talks to the portal, and makes elements without ever reading text as HTML.
let secret = "";

export function useSecret(value) {
  secret = value;
}

export async function ask(name, parameters = {}) {
  const query = new URLSearchParams({ ...parameters, secret });
  return answered(`/page/${name}?${query}`);
}

export async function control(what, body = {}) {
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return answered(`/control/${what}?secret=${encodeURIComponent(secret)}`, request);
}

export function listen(handlers, onState) {
  const source = new EventSource(`/page/events?secret=${encodeURIComponent(secret)}`);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
  source.addEventListener("hello", () => onState(true));
  source.addEventListener("error", () => onState(false));
}

async function answered(address, request) {
  const response = await fetch(address, request).catch(() => {
    throw Object.assign(new Error("the portal does not answer"), { isGone: true });
  });
  const body = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(body.error_description ?? body.error), { status: response.status });
  }
  return body;
}

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else if (value !== undefined) element.setAttribute(name === "className" ? "class" : name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export const options = (items, chosen) =>
  items.map(({ id, name }) => make("option", { value: id, selected: id === chosen }, name));

/** Runs what a button does, and says what came of it beside the button. */
export async function said(output, work) {
  output.className = "soft";
  try {
    output.textContent = (await work()) ?? "Done.";
  } catch (problem) {
    output.className = "bad";
    output.textContent = problem.message;
  }
}

export const clock = (time) => (time ?? "").slice(11, 19);
export const day = (time) => (time ?? "").slice(0, 16).replace("T", " ");
