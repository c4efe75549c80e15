// The table of leads: search, filters, and as many rows as are looked at. A page with many leads carries them as data, because
// a browser does not bear a million table rows; one with few has its rows already and works without this.
'use strict';
const get = id => document.getElementById(id);
const body = get('leads');
const search = get('search');
const change = get('change');
const state = get('state');
const count = get('count');
const more = get('more');
const PAGE = 200;
const MOST_PRINTED = 2000;

const add = (parent, tag, text, css) => {
  const element = document.createElement(tag);
  if (text != null) element.textContent = text;
  if (css) element.className = css;
  parent.append(element);
  return element;
};

const fieldOf = (cell, names, titles, [name, , before, after, actual]) => {
  const field = add(cell, 'div', null, 'field');
  const code = names[name];
  if (titles[code]) field.append(titles[code] + ' ');
  add(field, 'code', code);
  field.append(': ');
  if (actual != null) {
    add(field, 'span', 'portal holds ' + actual, 'holds');
    field.append(' ');
  }
  const planned = actual == null ? field : add(field, 'span', 'planned ', 'planned');
  add(planned, 'del', before);
  planned.append(' → ');
  add(planned, 'ins', after);
};

const elementOf = (names, titles, [id, title, status, note, ...fields]) => {
  const row = document.createElement('tr');
  const lead = add(row, 'td');
  add(lead, 'b', '#' + id);
  lead.append(' ' + title);
  const cell = add(row, 'td');
  add(cell, 'b', names[status], names[status]);
  if (note) add(add(cell, 'div'), 'small', note);
  const values = add(row, 'td');
  fields.forEach(field => fieldOf(values, names, titles, field));
  return row;
};

const lazily = make => {
  let made;
  return () => (made ??= make());
};

const fromData = () => {
  const names = JSON.parse(get('names').textContent);
  const titles = JSON.parse(get('titles').textContent);
  return JSON.parse(get('rows').textContent).map(row => {
    const [id, title, status, note, ...fields] = row;
    const words = fields.flatMap(([name, , ...values]) => [names[name], titles[names[name]], ...values]);
    return {
      state: names[status],
      changes: fields.map(field => names[field[1]]),
      text: lazily(() => ['#' + id, title, note, ...words].join('\n').toLowerCase()),
      element: lazily(() => elementOf(names, titles, row)),
    };
  });
};

const fromTable = () =>
  [...body.rows].map(row => ({
    state: row.dataset.state,
    changes: row.dataset.changes.split('\n'),
    text: lazily(() => row.textContent.toLowerCase()),
    element: () => row,
  }));

const rows = get('rows') ? fromData() : fromTable();
let hits = rows;
let shown = 0;

const show = upTo => {
  const next = hits.slice(shown, upTo).map(row => row.element());
  shown += next.length;
  body.append(...next);
  count.textContent = hits.length === 0 ? 'no lead matches' : `${shown} of ${hits.length} leads shown`;
  more.hidden = shown === hits.length;
};

const filter = () => {
  const word = search.value.trim().toLowerCase();
  hits = rows.filter(
    row =>
      (!change.value || row.changes.includes(change.value)) &&
      (!state.value || row.state === state.value) &&
      (!word || row.text().includes(word)),
  );
  body.replaceChildren();
  shown = 0;
  show(PAGE);
};

let timer;
search.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(filter, 120);
});
change.addEventListener('change', filter);
state.addEventListener('change', filter);
more.addEventListener('click', () => show(shown + PAGE));
addEventListener('beforeprint', () => {
  document.querySelectorAll('details').forEach(group => (group.open = true));
  show(MOST_PRINTED);
});
get('filters').hidden = rows.length === 0;
filter();
