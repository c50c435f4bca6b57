// Short notes about what went wrong; they stay until somebody has read them.

import { h } from "./dom.js";

/** Shows a sentence at the foot of the page, or of the form in front, and reads it aloud. */
export function note(words) {
  const place = document.querySelector("dialog.form[open] .notes") ?? document.getElementById("notes");
  const shown = h("div", { class: "note" },
    h("p", {}, words),
    h("button", { type: "button", class: "plain", "aria-label": "Dismiss this note", on: { click: () => shown.remove() } }, "Dismiss"));
  place.replaceChildren(...[...place.children].slice(-2), shown);
}

/** Takes all notes away, as when somebody does something new. */
export const clearNotes = () => document.querySelectorAll(".notes").forEach((place) => place.replaceChildren());
