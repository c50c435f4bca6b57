// The app's Home tab.

import { h } from "./dom.js";
import { app } from "./names.js";
import { part } from "./store.js";
import { Drawn, viewBody } from "./view.js";

let drawn = null;

function nothing() {
  const words = app().has_home ? "Nothing here yet. What this app has for you will appear here." : "This app has no Home.";
  return h("p", { class: "nothing" }, words);
}

/** Draws the Home into a place. */
export function drawHome(place) {
  const view = part("home");
  if (!view.id) {
    drawn = null;
    place.replaceChildren(nothing());
    return;
  }
  if (drawn?.id !== view.id || drawn.body.parentElement !== place) {
    drawn = new Drawn(view.id, viewBody());
    place.replaceChildren(drawn.body);
  }
  drawn.update(view);
}
