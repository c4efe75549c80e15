import { ask, control, make, options, said } from "./wire.js";

const dialog = document.getElementById("lead");
let shown, state;

export function set(given) {
  state = given;
}

/** The lead on show was written again. */
export function wrote(write) {
  if (dialog.open && write.lead === shown) draw();
}

export function open(id) {
  shown = id;
  draw();
  if (!dialog.open) dialog.showModal();
}

async function draw() {
  const lead = await ask("lead", { id: shown });
  const stage = state.stages.find((known) => known.id === lead.stage);
  dialog.replaceChildren(
    make("div", { className: "head" },
      make("h2", {}, lead.fields ? lead.title : `Lead ${lead.id} is deleted`),
      make("span", { className: "pill soft" }, `#${lead.id}${stage ? ` ${stage.name}` : ""}`),
      make("button", { className: "spread", onclick: () => dialog.close() }, "Close")),
    make("div", { className: "body" },
      make("div", {}, lead.fields ? [edit(lead), fields(lead.fields)] : null),
      make("div", {}, make("h2", {}, "What was written"), history(lead.history))),
  );
}

function edit(lead) {
  const field = make("select", { "aria-label": "Field" }, options(state.fields.map(({ id, name }) => ({ id, name: `${name} (${id})` })), "STATUS_ID"));
  const value = make("input", { "aria-label": "Value", className: "grow" });
  const output = make("output");
  const work = () => control("edit", { id: lead.id, fields: { [field.value]: value.value } }).then(() => "Edited.");
  return make("form", { onsubmit: (event) => { event.preventDefault(); said(output, work); } },
    make("h2", {}, "Edit as a colleague"),
    make("div", { className: "row" }, field, value, make("button", { className: "primary" }, "Edit")),
    output);
}

function fields(all) {
  const [filled, empty] = [all.filter((field) => field.value), all.filter((field) => !field.value)];
  return [
    make("h3", {}, "Fields"),
    make("table", {}, make("tbody", {}, filled.map((field) =>
      make("tr", {}, make("td", { title: field.name }, field.title, make("div", { className: "mono soft" }, field.name)), make("td", {}, field.value))))),
    make("details", {}, make("summary", {}, `${empty.length} without a value`), make("p", { className: "mono soft" }, empty.map((field) => field.name).join(", "))),
  ];
}

const history = (writes) =>
  writes.length
    ? writes.map((write) =>
        make("div", { className: "write" },
          make("p", {}, make("b", {}, write.kind), ` by ${write.who}`, make("span", { className: "soft" }, ` ${write.time.slice(0, 19).replace("T", " ")}, ${write.how}`)),
          write.changes.map((change) =>
            make("div", { className: "change" },
              make("span", { title: change.field }, change.title),
              make("span", {}, change.before ? make("del", {}, change.before) : null, change.before && change.after ? " → " : "", change.after ? make("ins", {}, change.after) : make("span", { className: "soft" }, " empty"))))))
    : make("p", { className: "soft" }, "Nothing since the portal started.");
