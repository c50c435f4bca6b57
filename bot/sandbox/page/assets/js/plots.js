// The plots of charts, in SVG.

import { h, s } from "./dom.js";

const WIDTH = 640, HEIGHT = 250, LEFT = 46, RIGHT = 26, TOP = 14, BOTTOM = 30;
const INNER = { w: WIDTH - LEFT - RIGHT, h: HEIGHT - TOP - BOTTOM };
const STEPS = [1, 2, 2.5, 5, 10];

function scale(values) {
  const low = Math.min(0, ...values), high = Math.max(0, ...values) || 1;
  const rough = (high - low) / 5, power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.map((one) => one * power).find((one) => one >= rough);
  const from = Math.floor(low / step) * step, to = Math.ceil(high / step) * step;
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step);
  return { ticks, y: (value) => TOP + INNER.h * (1 - (value - from) / (to - from)) };
}

function axes(chart, { ticks, y }, x, number) {
  const every = Math.ceil(chart.axis_config.categories.length / 8), { x_label: across, y_label: up } = chart.axis_config;
  return [
    ticks.map((tick) => [s("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }), s("text", { class: "tick", x: LEFT - 8, y: y(tick) + 4, "text-anchor": "end" }, number.format(tick))]),
    chart.axis_config.categories.map((label, at) => (at % every ? null : s("text", { class: "tick", x: x(at), y: HEIGHT - BOTTOM + 18, "text-anchor": "middle" }, label))),
    across ? s("text", { class: "tick", x: LEFT + INNER.w / 2, y: HEIGHT + 12, "text-anchor": "middle" }, across) : null,
    up ? s("text", { class: "tick", x: -(TOP + INNER.h / 2), y: 12, transform: "rotate(-90)", "text-anchor": "middle" }, up) : null,
  ];
}

const heightOf = (chart) => HEIGHT + (chart.axis_config.x_label ? 20 : 0);

const SHAPES = [
  (x, y) => s("circle", { cx: x, cy: y, r: 4 }),
  (x, y) => s("rect", { x: x - 3.6, y: y - 3.6, width: 7.2, height: 7.2 }),
  (x, y) => s("path", { d: `M${x} ${y - 4.8}l4.6 8.2h-9.2z` }),
  (x, y) => s("path", { d: `M${x} ${y - 5}l5 5-5 5-5-5z` }),
  (x, y) => s("path", { d: `M${x} ${y + 4.8}l4.6-8.2h-9.2z` }),
  (x, y) => s("path", { d: `M${x - 4} ${y - 4}l8 8m0-8l-8 8`, fill: "none", "stroke-width": 2 }),
];
const shape = (series, x, y) => s("g", { class: `mark series-${series}` }, SHAPES[series](x, y));

function legend(names, isFilled) {
  return h("ul", { class: "legend" }, names.map((name, at) => h("li", {},
    s("svg", { viewBox: "0 0 28 12", "aria-hidden": "true" },
      isFilled ? s("rect", { class: `fill series-${at}`, x: 4, y: 0, width: 20, height: 12 }) : s("line", { class: `line series-${at}`, x1: 0, x2: 28, y1: 6, y2: 6 }),
      shape(at, 14, 6)), name)));
}

const valuesOf = (chart) => chart.series.map((one) => {
  const points = Object.fromEntries(one.data.map((point) => [point.label, point.value]));
  return chart.axis_config.categories.map((label) => points[label]);
});

/** A line chart, or an area chart if `isFilled`. */
export function lines(chart, { number }, isFilled) {
  const all = valuesOf(chart), { ticks, y } = scale(all.flat()), count = chart.axis_config.categories.length;
  const x = (at) => LEFT + (count === 1 ? INNER.w / 2 : (INNER.w * at) / (count - 1));
  const paths = all.map((values, series) => {
    const path = values.map((value, at) => `${at ? "L" : "M"}${x(at)} ${y(value)}`).join("");
    const under = isFilled ? s("path", { class: `area series-${series}`, d: `${path}L${x(count - 1)} ${y(0)}L${x(0)} ${y(0)}Z` }) : null;
    return [under, s("path", { class: `line series-${series}`, d: path }), values.map((value, at) => shape(series, x(at), y(value)))];
  });
  return { width: WIDTH, height: heightOf(chart), nodes: [axes(chart, { ticks, y }, x, number), paths], legend: legend(chart.series.map((one) => one.name)) };
}

/** A bar chart: the series of one category side by side, each with its number where there is room. */
export function bars(chart, { number }) {
  const all = valuesOf(chart), { ticks, y } = scale(all.flat()), count = chart.axis_config.categories.length;
  const room = INNER.w / count, wide = Math.min(46, (room * 0.74) / all.length);
  const x = (at) => LEFT + room * (at + 0.5);
  const drawn = all.map((values, series) => values.map((value, at) => {
    const left = x(at) + (series - all.length / 2) * wide, top = Math.min(y(value), y(0));
    const label = wide >= 22 ? s("text", { class: "value", x: left + wide / 2, y: top - 4, "text-anchor": "middle" }, number.format(value)) : null;
    return [s("rect", { class: `fill series-${series}`, x: left + 1, y: top, width: wide - 2, height: Math.abs(y(0) - y(value)) }), all.length > 1 && wide >= 12 ? shape(series, left + wide / 2, y(0) - 9) : null, label];
  }));
  return { width: WIDTH, height: heightOf(chart), nodes: [axes(chart, { ticks, y }, x, number), drawn], legend: all.length > 1 ? legend(chart.series.map((one) => one.name), true) : null };
}

/** A pie, each slice with its mark; the legend has the numbers. */
export function pie(chart, { number }) {
  const total = chart.segments.reduce((sum, one) => sum + one.value, 0) || 1, r = 84, middle = 100;
  let from = -Math.PI / 2;
  const point = (angle, away) => [middle + Math.cos(angle) * away, middle + Math.sin(angle) * away];
  const slices = chart.segments.map(({ value }, at) => {
    const to = from + (2 * Math.PI * value) / total, isWhole = value === total;
    const [a, b] = [point(from, r), point(to, r)], centre = point((from + to) / 2, r * 0.65);
    const path = isWhole ? s("circle", { class: `fill series-${at}`, cx: middle, cy: middle, r })
      : s("path", { class: `fill series-${at}`, d: `M${middle} ${middle}L${a}A${r} ${r} 0 ${to - from > Math.PI ? 1 : 0} 1 ${b}Z` });
    from = to;
    return [path, value / total > 0.06 ? shape(at, ...centre) : null];
  });
  return { width: 200, height: 200, nodes: slices, legend: legend(chart.segments.map((one) => `${one.label}: ${number.format(one.value)}`), true) };
}
