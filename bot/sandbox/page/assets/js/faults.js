// What goes wrong on order: a switch for each fault.

import { h, keep } from "./dom.js";
import { head } from "./panels.js";
import { actAloud } from "./server.js";
import { part } from "./store.js";

let list = null;

const times = (number) => (number === 1 ? "once" : `${number} times`);

const button = (label, act) => h("button", { type: "button", class: "button small", on: { click: act } }, label);

function control(name, one) {
  if (one.is_once) return button(one.title, () => actAloud("fault", { fault: name, on: true }));
  const box = h("input", { type: "checkbox", role: "switch", checked: one.is_on, on: { change: (event) => actAloud("fault", { fault: name, on: event.target.checked }) } });
  return h("label", {}, box, one.title);
}

function fault(name, one) {
  const said = [`It ${one.way}.`, one.struck ? `Done ${times(one.struck)} so far.` : ""].join(" ");
  return h("li", { data: { focus: name } }, control(name, one), h("p", { class: "description" }, said));
}

/** Draws the switches into the panel, and what has changed of them since. */
export function drawFaults(place) {
  if (!place.contains(list)) {
    list = h("ul", { class: "faults" });
    place.replaceChildren(head("Faults"), h("p", { class: "about" }, "What goes wrong in this Slack while it is switched on. The bot should lose nothing and say nothing twice."),
      h("div", { class: "about" }, button("Switch all off", () => actAloud("fault", { fault: "", on: false }))), list);
  }
  keep(list, Object.entries(part("faults")).map(([name, one]) => ({ key: name, same: one, draw: () => fault(name, one) })));
}

/** How many are on. */
export const faultsOn = () => Object.values(part("faults")).filter((one) => one.is_on).length;
