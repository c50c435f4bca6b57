// The place somebody is in: its head, its messages or Home, and the composer.

import { h, keep } from "./dom.js";
import { composer } from "./composer.js";
import { drawHome } from "./home.js";
import { drawMessages } from "./messages.js";
import { app, place as placeOf } from "./names.js";
import { show } from "./panels.js";
import { addressOf, here, HOME, me } from "./route.js";
import { act } from "./server.js";
import { looking, messages, part } from "./store.js";

const head = h("header", { class: "head" }), list = h("div", { class: "messages", role: "log", "aria-label": "Messages", tabindex: "0" });
const home = h("div", { class: "home", role: "region", "aria-label": "Home", hidden: true }), off = h("p", { class: "off" });
let shownAs = "", newFrom = 0, readTo = "";

/** The composer of the place. */
export const writing = composer({ id: "line", label: "Message", placeholder: "", where: () => ({ channel: looking.place }), members: () => placeOf(looking.place)?.members ?? [] });

document.getElementById("place").append(head, list, home, off, writing.form);

function tabs(at, one) {
  const tab = (name, words) => h("a", { href: addressOf(one.handle, at.id, name), "aria-current": here().tab === name ? "page" : null }, words);
  return h("nav", { class: "tabs", "aria-label": app().name }, tab(HOME, "Home"), tab("messages", "Messages"));
}

function drawHead(at, one) {
  const isDirect = at.kind === "im";
  const about = isDirect ? "" : `${at.members.length} people${at.kind === "private_channel" ? ", private" : ""}${at.is_shared ? ", shared with another organisation" : ""}${at.has_bot ? "" : `, without ${app().name}`}`;
  keep(head, [{ key: "head", same: [at.name, about, here(), app().name, one.id], draw: () => h("div", {},
    h("h1", {}, isDirect ? app().name : `#${at.name}`), about ? h("p", { class: "description" }, about) : null, isDirect ? tabs(at, one) : null) }]);
  document.title = `${isDirect ? app().name : `#${at.name}`} · ${one.name}`;
}

const nothing = (at) => (at.kind === "im" ? `Nothing has been written here yet. ${app().name} tells you here what concerns you.` : "Nothing has been written here yet.");

function read(at, all) {
  const newest = all.at(-1)?.ts;
  if (!newest || document.hidden || Number(newest) <= at.mark || readTo === `${looking.as} ${newest}`) return;
  readTo = `${looking.as} ${newest}`;
  act("read", { channel: at.id, ts: newest });
}

/** Opens the Home tab when somebody comes to it, as Slack tells the app each time. */
function arrive(at, tab) {
  const key = `${looking.as} ${at.id} ${tab}`;
  if (key === shownAs) return false;
  [shownAs, newFrom] = [key, at.unread ? at.mark : 0];
  if (tab === HOME) act("home");
  return true;
}

/** Draws the place. */
export function drawPlace() {
  const one = me(), at = placeOf(looking.place), { tab } = here();
  if (!one || !at || part("me").id !== one.id || here().id !== at.id) return;
  const isNew = arrive(at, tab), isHome = tab === HOME, isDirect = at.kind === "im";
  drawHead(at, one);
  [home.hidden, list.hidden] = [!isHome, isHome];
  off.textContent = at.is_archived ? "This channel is archived." : isDirect && app().is_read_only ? `${app().name} takes slash commands here, and no messages.` : "";
  off.hidden = isHome || !off.textContent;
  writing.box.placeholder = isDirect && app().is_read_only ? "/ for commands" : "Message, or / for commands";
  writing.form.hidden = isHome || at.is_archived;
  if (isHome) return drawHome(home);
  const all = messages().filter((message) => message.channel === at.id);
  const top = all.filter((message) => !message.thread || message.thread === message.ts || message.is_ephemeral);
  drawMessages(top, list, {
    answersTo: (message) => all.filter((other) => other.thread === message.ts && other.ts !== message.ts && !other.is_ephemeral),
    thread: (ts) => show("thread", ts), newFrom, toEnd: isNew, nothing: nothing(at),
  });
  read(at, all);
}
