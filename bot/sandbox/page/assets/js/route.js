// Where this tab is, as its address says: "#/priya/north", "#/priya/app/home". Back and forward work.

import { app, person, place } from "./names.js";
import { look, part } from "./store.js";

export const HOME = "home", APP = "app";

function read(word) {
  try { return decodeURIComponent(word); } catch { return word; }
}

const words = () => location.hash.replace(/^#\/?/, "").split("/").map(read);

const byHandle = (handle) => Object.values(part("people")).find((one) => one.handle === handle && !one.is_bot);

/** The person this tab acts as: whom the address names, else whom the server has it begin with. */
export const me = () => byHandle(words()[0]) ?? person(part("me").id);

const mine = () => Object.values(part("places"));
const directs = () => mine().find((one) => one.kind === "im");

/** The place of the address: { id, tab }, the first there is if it names none of this person's. */
export function here() {
  const [, name, tab] = words();
  const named = mine().find((one) => one.kind !== "im" && one.name === name);
  if (named) return { id: named.id, tab: "messages" };
  if (name === APP) return { id: directs()?.id ?? "", tab: tab === HOME ? HOME : "messages" };
  const first = mine().find((one) => one.kind !== "im" && !one.is_archived);
  return { id: (first ?? directs())?.id ?? "", tab: "messages" };
}

/** The address of a place, for somebody. */
export function addressOf(handle, placeId, tab) {
  const at = place(placeId);
  const path = !at || at.kind === "im" ? [APP, tab ?? "messages"] : [at.name];
  return `#/${[handle, ...path].map(encodeURIComponent).join("/")}`;
}

/** Goes as somebody to a channel by its name, or with "" to the app's own messages. */
export function goTo(handle, channel) {
  location.hash = channel ? `#/${encodeURIComponent(handle)}/${encodeURIComponent(channel)}` : `#/${encodeURIComponent(handle)}/${APP}/messages`;
}

/** Becomes somebody else in the same place; who isn't in it comes to their own first one. */
export function become(handle) {
  location.hash = `#/${[handle, ...words().slice(1)].map(encodeURIComponent).join("/")}`;
}

/** Has the stream look where the address points. */
export function follow() {
  const one = me();
  if (!one || !app().run) return;
  look(one.id, part("me").id === one.id ? here().id : "");
}
