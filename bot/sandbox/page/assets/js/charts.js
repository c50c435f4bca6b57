// Charts as pictures that can be read without colour: shapes and dashes tell series apart, and the same
// numbers stand beside them as a table.

import { h, newId, s } from "./dom.js";
import { bars, lines, pie } from "./plots.js";

const PLOTS = { bar: bars, line: (chart, size) => lines(chart, size, false), area: (chart, size) => lines(chart, size, true), pie };
const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

function rowsOf(chart) {
  if (chart.type === "pie") return [["", "Value"], ...chart.segments.map((one) => [one.label, number.format(one.value)])];
  const head = [chart.axis_config.x_label ?? "", ...chart.series.map((one) => one.name)];
  const values = chart.series.map((one) => Object.fromEntries(one.data.map((point) => [point.label, number.format(point.value)])));
  return [head, ...chart.axis_config.categories.map((label) => [label, ...values.map((one) => one[label])])];
}

function asTable(chart, title) {
  const [head, ...rows] = rowsOf(chart);
  return h("details", { class: "numbers" }, h("summary", {}, "The same as a table"),
    h("div", { class: "table", role: "region", tabindex: "0", "aria-label": title }, h("table", {},
      h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, at) => (at ? h("td", { class: "right" }, cell) : h("th", { scope: "row" }, cell)))))))));
}

function said(chart, title) {
  const [head, ...rows] = rowsOf(chart);
  if (chart.type === "pie") return `${title}. ${rows.map(([label, value]) => `${label}: ${value}`).join("; ")}.`;
  const last = rows.at(-1);
  return `${title}. ${chart.type} chart of ${rows.length} points from ${rows[0][0]} to ${last[0]}. At ${last[0]}: ${head.slice(1).map((name, at) => `${name} ${last[at + 1]}`).join("; ")}.`;
}

/** A data_visualization block. */
export function chart(block) {
  const draw = PLOTS[block.chart.type], id = newId("chart");
  const drawn = draw(block.chart, { number });
  const picture = s("svg", { viewBox: `0 0 ${drawn.width} ${drawn.height}`, role: "img", "aria-labelledby": id, class: "plot" },
    s("title", { id }, said(block.chart, block.title)), drawn.nodes);
  return h("figure", { class: "chart" }, h("figcaption", {}, block.title), picture, drawn.legend, asTable(block.chart, block.title));
}
