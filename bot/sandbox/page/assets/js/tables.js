// Tables: plain ones, and data tables that are sorted by their heads and turned page by page.

import { h } from "./dom.js";
import { richText, richWords } from "./richtext.js";

const PAGE = 10;
const COMPARE = new Intl.Collator("en-GB", { numeric: true }).compare;

const wordsOf = (cell) => (cell.type === "rich_text" ? richWords(cell) : String(cell.text ?? cell.value));
const drawn = (cell) => (cell.type === "rich_text" ? richText(cell) : wordsOf(cell));
const isNumber = (rows, column) => rows.length > 0 && rows.every((row) => row[column]?.type === "raw_number");
const classesOf = (setting = {}, number = false) =>
  [setting.align === "right" || number ? "right" : setting.align === "center" ? "centre" : "", setting.is_wrapped ? "wrapped" : ""].join(" ").trim();

const framed = (table, name) => h("div", { class: "table", role: "region", tabindex: "0", "aria-label": name }, table);

/** A table block: its first row names the columns. */
export function table(block) {
  const [head, ...rows] = block.rows, settings = block.column_settings ?? [];
  const classes = head.map((_, column) => classesOf(settings[column], isNumber(rows, column)));
  return framed(h("table", {},
    h("thead", {}, h("tr", {}, head.map((cell, column) => h("th", { scope: "col", class: classes[column] }, drawn(cell))))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, column) => h("td", { class: classes[column] }, drawn(cell))))))), "Table");
}

const before = (column) => (a, b) =>
  a[column].type === "raw_number" && b[column].type === "raw_number" ? a[column].value - b[column].value : COMPARE(wordsOf(a[column]), wordsOf(b[column]));

/** A data table block. */
export function dataTable(block) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? PAGE, pages = Math.max(1, Math.ceil(rows.length / size));
  const classes = head.map((_, column) => classesOf({}, isNumber(rows, column)));
  let page = 0, by = null, isDown = false;
  const body = h("tbody"), heads = head.map(headed), where = h("span", { role: "status" });

  function headed(cell, column) {
    const button = h("button", { type: "button", class: "sort", on: { click: () => sort(column) } }, drawn(cell), h("span", { "aria-hidden": "true", class: "arrow" }));
    return h("th", { scope: "col", class: classes[column], "aria-sort": "none" }, button);
  }

  function sort(column) {
    isDown = by === column ? !isDown : false;
    [by, page] = [column, 0];
    draw();
  }

  function draw() {
    const sorted = by === null ? rows : [...rows].sort(before(by));
    if (isDown) sorted.reverse();
    body.replaceChildren(...sorted.slice(page * size, (page + 1) * size).map((row) => h("tr", {}, row.map((cell, column) =>
      column === block.row_header_column_index ? h("th", { scope: "row" }, drawn(cell)) : h("td", { class: classes[column] }, drawn(cell))))));
    heads.forEach((one, column) => one.setAttribute("aria-sort", column !== by ? "none" : isDown ? "descending" : "ascending"));
    where.textContent = `Page ${page + 1} of ${pages}`;
    [back.disabled, on.disabled] = [page === 0, page === pages - 1];
  }

  const turn = (step) => () => { page += step; draw(); };
  const back = h("button", { type: "button", class: "button small", on: { click: turn(-1) } }, "Previous");
  const on = h("button", { type: "button", class: "button small", on: { click: turn(1) } }, "Next");
  draw();
  return h("div", { class: "data" },
    framed(h("table", {}, h("caption", {}, block.caption), h("thead", {}, h("tr", {}, heads)), body), block.caption),
    pages > 1 ? h("div", { class: "pages" }, back, where, on) : null);
}
