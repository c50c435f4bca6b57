// What can be open beside the place: a thread, what the bot called, things to try. One at a time.

import { h } from "./dom.js";
import { tell } from "./store.js";

/** What is open: its name and, for a thread, the message it began with. */
export const panel = { name: "", thread: "" };

let before = null;

/** Opens a panel, or closes it if it is open. */
export function toggle(name) {
  if (panel.name === name) return shut();
  return show(name);
}

/** Opens a panel. */
export function show(name, thread = "") {
  before = document.activeElement;
  Object.assign(panel, { name, thread });
  tell();
  document.querySelector("#panel h2")?.focus();
}

/** Closes whatever panel is open; the focus goes back to where it was. */
export function shut() {
  Object.assign(panel, { name: "", thread: "" });
  tell();
  if (before?.isConnected) before.focus();
}

/** The head of a panel. */
export const head = (words) => h("header", {}, h("h2", { id: "panel-title", tabindex: "-1" }, words),
  h("button", { type: "button", class: "plain close", "aria-label": `Close ${words}`, on: { click: shut } }, "✕"));

document.getElementById("panel").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) shut();
});
