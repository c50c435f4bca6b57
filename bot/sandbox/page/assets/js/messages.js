// Messages of a place: who wrote what and when, what can be pressed in them, and their threads.

import { h, icon, keep } from "./dom.js";
import { block } from "./blocks.js";
import { confirmed } from "./confirm.js";
import { mrkdwn } from "./mrkdwn.js";
import { app, clockTime, day, person, personName } from "./names.js";
import { openList } from "./listbox.js";
import { file } from "./pictures.js";
import { actAloud } from "./server.js";
import { clearNotes } from "./notes.js";

const EYE = "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zm8 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4z";
const DOTS = "M5 10h.01M10 10h.01M15 10h.01";

const initials = (name) => name.split(/[\s-]+/).filter(Boolean).map((word) => word[0]).slice(0, 2).join("").toUpperCase();

/** A person's picture: their initials, or the app's own mark. */
export function face(id) {
  const one = person(id);
  if (one?.is_bot) return h("img", { class: "face", src: "/page/assets/mark.svg", alt: "" });
  const tone = [...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 6;
  return h("span", { class: `face tone-${tone}`, "aria-hidden": "true" }, initials(one?.name ?? "?"));
}

async function press(message, one, part, value) {
  if (!(await confirmed(part))) return;
  clearNotes();
  await actAloud("click", { channel: message.channel, ts: message.ts, block: one.block_id, action: part.action_id, value });
}

function shortcuts(message) {
  const offered = Object.entries(app().shortcuts);
  if (!offered.length || message.is_ephemeral) return null;
  const choose = (callback) => actAloud("shortcut", { channel: message.channel, ts: message.ts, callback });
  const open = () => openList(shown, { label: "Message shortcuts", options: offered.map(([value, label]) => ({ value, label })), onChoose: choose });
  const shown = h("button", { type: "button", class: "plain shortcuts", "aria-label": "More for this message", "aria-haspopup": "listbox", "aria-expanded": "false", on: { click: open } }, icon(DOTS));
  return shown;
}

function content(message) {
  const ctx = { name: message.ts, where: { channel: message.channel, ts: message.ts }, values: message.values, press: (...all) => press(message, ...all) };
  const body = message.blocks.length ? message.blocks.map((one) => block(one, ctx)) : [h("div", { class: "words" }, mrkdwn(message.text))];
  const attached = message.attachments.map((one) => h("div", { class: "attached" }, one.text ? mrkdwn(one.text) : null, (one.blocks ?? []).map((each) => block(each, { ...ctx, values: {} }))));
  return [...body, ...attached, ...message.files.map(file)];
}

function replies(all, open) {
  if (!all.length) return null;
  const words = all.length === 1 ? "1 reply" : `${all.length} replies`;
  return h("button", { type: "button", class: "replies", on: { click: open } }, words, h("span", { class: "description" }, ` last at ${clockTime(all.at(-1).ts)}`));
}

/** One message; `thread` opens its thread, unless it is shown in one. */
function drawMessage(message, answers, thread) {
  const name = personName(message.user), reply = thread && !message.is_ephemeral;
  return h("article", { class: `message ${message.is_ephemeral ? "own" : ""}`, "aria-label": `${name}, ${clockTime(message.ts)}` },
    face(message.user),
    h("div", { class: "content" },
      h("header", {}, h("strong", {}, name), person(message.user)?.is_bot ? h("span", { class: "badge" }, "App") : null,
        h("time", { datetime: new Date(message.ts * 1000).toISOString() }, clockTime(message.ts)),
        message.is_edited ? h("span", { class: "description" }, "(edited)") : null,
        h("span", { class: "tools" }, reply ? h("button", { type: "button", class: "plain", on: { click: thread } }, "Reply") : null, shortcuts(message))),
      message.is_ephemeral ? h("p", { class: "only" }, icon(EYE), "Only visible to you") : null,
      h("div", { class: "blocks" }, content(message)),
      thread ? replies(answers, thread) : null));
}

const rule = (words, classes = "") => h("div", { class: `rule ${classes}`, role: "separator", "aria-label": words }, h("span", {}, words));

/** The messages of a list, with a rule for each new day and one before what is new. */
function rows(list, { answersTo, thread, newFrom }) {
  let today = "", isNewShown = false;
  return list.flatMap((message) => {
    const above = [], on = day(message.ts);
    if (on !== today) above.push({ key: `day ${on}`, same: on, draw: () => rule(on) });
    if (newFrom && !isNewShown && Number(message.ts) > newFrom) {
      isNewShown = true;
      above.push({ key: "new", same: "new", draw: () => rule("New", "new") });
    }
    today = on;
    const answers = answersTo(message);
    const same = [message, answers.length, answers.at(-1)?.ts];
    return [...above, { key: message.ts, same, draw: () => drawMessage(message, answers, thread && (() => thread(message.ts))) }];
  });
}

/** Keeps a list of messages drawn; it stays at its end if somebody was reading there. */
export function drawMessages(list, place, options) {
  const isAtEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 60;
  keep(place, list.length ? rows(list, options) : [{ key: "none", same: options.nothing, draw: () => h("p", { class: "nothing" }, options.nothing) }]);
  if (isAtEnd || options.toEnd) place.scrollTop = place.scrollHeight;
}
