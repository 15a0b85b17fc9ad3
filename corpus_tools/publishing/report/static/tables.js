// Sorts, filters and pages the table of a page. Without it the table is complete, in the order of its file.
"use strict";

const SHOWN = 50;
const compare = new Intl.Collator("en", { numeric: true }).compare;

function valueOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

// What a row offers to paste is no part of what a filter looks through.
function wordsOf(row) {
  const copy = row.cloneNode(true);
  for (const part of copy.querySelectorAll(".correct")) part.remove();
  return copy.textContent.toLowerCase();
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function enhance(table) {
  const body = table.tBodies[0];
  const original = [...body.rows];
  const texts = new Map();
  let rows = original;
  let page = 0;
  let column = -1;
  let descending = false;

  const tools = make("div", { className: "tools" });
  const label = make("label", { textContent: "Filter " });
  const filter = make("input", { type: "search" });
  const before = make("button", { type: "button", textContent: "Back" });
  const after = make("button", { type: "button", textContent: "More" });
  const status = make("span", {});
  status.setAttribute("role", "status");
  label.append(filter);
  tools.append(label, before, status, after);
  table.closest(".scroll").before(tools);

  function order() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows = original.filter((row) => {
      const text = texts.get(row) ?? texts.set(row, wordsOf(row)).get(row);
      return words.every((word) => text.includes(word));
    });
    if (column >= 0) {
      const sign = descending ? -1 : 1;
      rows.sort((one, other) => {
        const [a, b] = [valueOf(one, column), valueOf(other, column)];
        if (a === "" || b === "") return (a === "") - (b === "");
        const difference = Number(a) - Number(b);
        return sign * (Number.isNaN(difference) ? compare(a, b) : difference);
      });
    }
  }

  function show() {
    const first = page * SHOWN;
    const shown = rows.slice(first, first + SHOWN);
    body.replaceChildren(...shown);
    const last = first + shown.length;
    const all = original.length === rows.length ? "" : ` (of ${original.length})`;
    status.textContent = rows.length ? `Rows ${first + 1} to ${last} of ${rows.length}${all}` : `No row${all}`;
    before.disabled = page === 0;
    after.disabled = last >= rows.length;
    before.hidden = after.hidden = rows.length <= SHOWN;
  }

  function turn(step) {
    page += step;
    show();
  }

  function sort(number, header) {
    descending = column === number && !descending;
    column = number;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    page = 0;
    order();
    show();
  }

  // A row that an address names is brought to the page it stands on; so is a list inside it.
  function reveal() {
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && original.find((row) => row.id === name || row.querySelector(`#${CSS.escape(name)}`));
    if (!target) return;
    if (!rows.includes(target)) {
      filter.value = "";
      order();
    }
    page = Math.floor(rows.indexOf(target) / SHOWN);
    show();
    const place = document.getElementById(name);
    const folded = place.closest("details") ?? (place === target ? null : place);
    if (folded instanceof HTMLDetailsElement) folded.open = true;
    place.scrollIntoView({ block: "center" });
  }

  [...table.tHead.rows[0].cells].forEach((header, number) => {
    const button = make("button", { type: "button", textContent: header.textContent });
    button.addEventListener("click", () => sort(number, header));
    header.replaceChildren(button);
  });
  filter.addEventListener("input", () => {
    page = 0;
    order();
    show();
  });
  before.addEventListener("click", () => turn(-1));
  after.addEventListener("click", () => turn(1));
  window.addEventListener("hashchange", reveal);
  show();
  reveal();
}

document.querySelectorAll("table.sheet").forEach(enhance);
