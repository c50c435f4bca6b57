// The list of places: channels, and the app with its Home and its messages.

import { h, icon, keep } from "./dom.js";
import { app } from "./names.js";
import { addressOf, here, HOME, me } from "./route.js";
import { part } from "./store.js";

const LOCK = "M6 9V7a4 4 0 1 1 8 0v2m-9 0h10v7H5z";
const HASH = "M8 3L6 17M14 3l-2 14M4 7.5h13M3 12.5h13";

function entry({ address, words, sign, unread, isHere, isArchived }) {
  return h("a", { href: address, class: `entry ${unread ? "unread" : ""}`, "aria-current": isHere ? "page" : null, on: { click: () => document.getElementById("app").classList.remove("with-places") } },
    sign, h("span", { class: "words" }, words, isArchived ? " (archived)" : ""),
    unread ? h("span", { class: "count" }, String(unread), h("span", { class: "visually-hidden" }, " new")) : null);
}

function channels(one) {
  const at = here();
  return Object.values(part("places")).filter((each) => each.kind !== "im").map((each) => h("li", {}, entry({
    address: addressOf(one.handle, each.id), words: each.name, unread: each.unread, isArchived: each.is_archived,
    sign: icon(each.kind === "private_channel" ? LOCK : HASH), isHere: at.id === each.id,
  })));
}

function apps(one) {
  const at = here(), direct = Object.values(part("places")).find((each) => each.kind === "im");
  if (!direct) return [];
  const tab = (name, words, unread) => h("li", {}, entry({ address: addressOf(one.handle, direct.id, name), words, unread, isHere: at.id === direct.id && at.tab === name }));
  return [tab(HOME, "Home", 0), tab("messages", "Messages", direct.unread)];
}

/** Draws the list. */
export function drawPlaces() {
  const one = me();
  if (!one) return;
  keep(document.getElementById("places"), [{
    key: one.handle, same: [part("places"), here(), app().name],
    draw: () => h("div", {},
      h("h2", {}, "Channels"), h("ul", {}, channels(one)),
      h("h2", {}, h("img", { src: "/page/assets/mark.svg", alt: "", class: "small" }), app().name), h("ul", {}, apps(one)),
      h("p", { class: "about" }, "A local Slack on this machine. Nobody here is real, and nothing of it is kept.")),
  }]);
}
