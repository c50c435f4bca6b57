// The head of the page: who you are, the clock, and what can be opened beside.

import { h, icon, keep } from "./dom.js";
import { faultsOn } from "./faults.js";
import { face } from "./messages.js";
import { app, clockTime, dayAndYear, now, shortDay } from "./names.js";
import { openList } from "./listbox.js";
import { become, me } from "./route.js";
import { actAloud } from "./server.js";
import { part, stream } from "./store.js";
import { panel, toggle } from "./panels.js";

const MENU = "M3 5h14M3 10h14M3 15h14";
const DOWN = "M5 8l5 5 5-5";

const told = (id) => {
  const number = part("told")[id];
  return number ? ` · ${number} new` : "";
};

function choices() {
  const all = Object.values(part("people")).filter((one) => !one.is_bot && !one.is_deleted), begin = app().first;
  const asChoice = (one, group) => ({ value: one.handle, label: one.name, description: `${one.title || `@${one.handle}`}${told(one.id)}`, group });
  const others = all.filter((one) => !begin.includes(one.id));
  const first = begin.map((id) => asChoice(part("people")[id], "To begin with"));
  return [...first, ...others.map((one) => asChoice(one, first.length ? "Everybody" : undefined))];
}

function switcher(one) {
  const open = () => openList(shown, { label: "People", options: choices(), chosen: [one.handle], onChoose: become });
  const shown = h("button", { type: "button", class: "who", id: "who", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": `You are ${one.name}. Switch to somebody else`, on: { click: open } },
    face(one.id), h("span", { class: "words" }, h("span", { class: "name" }, one.name), h("span", { class: "description" }, one.title || `@${one.handle}`)), icon(DOWN));
  return shown;
}

function clock() {
  const turn = (label) => h("button", { type: "button", class: "button small", "aria-disabled": app().turning || app().notice ? "true" : null, "aria-busy": app().turning === label ? "true" : null,
    on: { click: () => app().turning || actAloud("turn", { turn: label }) } }, label);
  return h("div", { class: "clock" }, h("p", {}, h("span", { class: "visually-hidden" }, "The time here: "), h("time", { id: "time" })),
    app().turns.length ? h("div", { class: "turns", role: "group", "aria-label": "Turn the clock" }, app().turns.map(turn)) : null,
    h("p", { role: "status", class: "turning" }, app().turning ? "Turning the clock…" : ""));
}

function show(name, label) {
  return h("button", { type: "button", class: "button small", "aria-pressed": String(panel.name === name), on: { click: () => toggle(name) } }, label);
}

function said() {
  if (!stream.open) return stream.ever ? "The connection is lost: has the local Slack been ended? Trying again…" : "Connecting…";
  if (app().notice) return app().notice;
  return app().is_connected === false ? "The bot isn’t connected: what you do reaches nobody." : "";
}

/** Keeps the clock's words true between changes. */
export function tick() {
  const place = document.getElementById("time");
  if (place && part("clock").offset !== undefined) {
    place.textContent = `${dayAndYear(now())}, ${clockTime(now())}`;
    place.dataset.short = `${shortDay(now())}, ${clockTime(now())}`;
  }
}

/** Draws the head. */
export function drawTop() {
  const one = me();
  const open = h("button", { type: "button", class: "plain drawer", "aria-label": "Channels and apps", "aria-controls": "places", on: { click: () => document.getElementById("app").classList.toggle("with-places") } }, icon(MENU));
  keep(document.getElementById("top"), [
    { key: "drawer", same: 1, draw: () => open },
    { key: "who", same: [one, part("told")], draw: () => (one ? switcher(one) : h("span")) },
    { key: "clock", same: [app().turns, app().turning, Boolean(app().notice)], draw: clock },
    { key: "panels", same: [panel.name, app().suggestions.length, app().has_assistant, faultsOn()], draw: () => h("div", { class: "panels" }, app().has_assistant ? show("assistant", "Ask") : null, app().suggestions.length ? show("tries", "Things to try") : null, show("log", "What the bot called"), show("faults", faultsOn() ? `Faults: ${faultsOn()} on` : "Faults")) },
    { key: "said", same: said(), draw: () => h("p", { class: `said ${said() ? "" : "empty"}`, role: "status" }, said()) },
  ]);
  tick();
}
