// Slack's assistant beside the place: a conversation with the app, and questions to press while it is new.

import { h, keep } from "./dom.js";
import { composer } from "./composer.js";
import { drawMessages } from "./messages.js";
import { app } from "./names.js";
import { head, panel } from "./panels.js";
import { act, actAloud } from "./server.js";
import { looking, part } from "./store.js";

let drawn = "", asked = "", list = null, foot = null;

const now = () => part("assistant");
const where = () => ({ channel: now().channel, thread: now().thread });
const title = () => `Ask ${app().name}`;

/** Begins a conversation, with what they look at beside it. */
const begin = () => actAloud("assistant", { channel: looking.place });

/** Whoever has none yet gets one when they open this. */
function beginOnce() {
  if (now().thread || asked === looking.as || part("me").id !== looking.as) return;
  asked = looking.as;
  begin();
}

function build(place) {
  list = h("div", { class: "messages", role: "log", "aria-label": "Conversation" });
  foot = h("div", { class: "asking" });
  const box = composer({ id: "question", label: "Ask in your own words", placeholder: "Ask in your own words…", sending: "Ask", where, members: () => [] });
  const again = h("button", { type: "button", class: "button small", on: { click: begin } }, "New conversation");
  place.replaceChildren(head(title()), h("p", { class: "about again" }, again), list, foot, box.form);
}

function prompts() {
  const press = (message) => act("say", { ...where(), text: message });
  const words = now().prompts_title || "Questions to begin with";
  return h("div", { class: "prompts", role: "group", "aria-label": words }, h("p", { "aria-hidden": "true" }, words),
    now().prompts.map((one) => h("button", { type: "button", class: "button small", on: { click: () => press(one.message) } }, one.title)));
}

/** Draws the conversation into the panel. */
export function drawAssistant(place) {
  beginOnce();
  const key = `${looking.as} ${now().thread ?? ""}`, toEnd = drawn !== key;
  if (toEnd || !place.contains(list)) {
    drawn = key;
    build(place);
  }
  const all = now().messages ?? [], isNew = !all.some((one) => one.user === looking.as);
  drawMessages(all, list, { answersTo: () => [], thread: null, toEnd, nothing: "One moment…" });
  const status = now().status ? `${app().name} ${now().status}` : "";
  keep(foot, [
    { key: "status", same: status, draw: () => h("p", { role: "status", class: status ? "status" : "" }, status) },
    ...(isNew && now().prompts?.length ? [{ key: "prompts", same: now().prompts, draw: prompts }] : []),
  ]);
}

/** Forgets what was drawn, as when another panel has taken its place. */
export const forgetAssistant = () => { drawn = ""; if (panel.name !== "assistant") asked = ""; };
