// Things to try: who does it and where, and what to type, ready to be sent.

import { h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { app } from "./names.js";
import { head, shut } from "./panels.js";
import { goTo } from "./route.js";
import { part } from "./store.js";

function go(one, put) {
  return () => {
    if (matchMedia("(max-width: 820px)").matches) shut();
    goTo(one.person, one.channel);
    if (one.line) put(one.line);
  };
}

function suggestion(one, put) {
  const who = Object.values(part("people")).find((each) => each.handle === one.person);
  const where = one.channel ? `#${one.channel}` : app().name;
  return h("li", {}, h("h3", {}, one.title), h("div", { class: "words" }, mrkdwn(one.words)),
    who ? h("button", { type: "button", class: "button small", on: { click: go(one, put) } }, one.line ? `Type it as ${who.name}` : `Be ${who.name} in ${where}`) : null);
}

/** Draws the suggestions into the panel; `put` writes a line into the composer. */
export function drawTries(place, put) {
  if (place.dataset.shown === "tries" && place.firstElementChild) return;
  place.replaceChildren(head("Things to try"), h("ol", { class: "tries" }, app().suggestions.map((one) => suggestion(one, put))));
}
