// A thread beside its channel.

import { h } from "./dom.js";
import { composer } from "./composer.js";
import { drawMessages } from "./messages.js";
import { place } from "./names.js";
import { head, panel } from "./panels.js";
import { messages } from "./store.js";

let drawn = "";
let list = null;

/** Draws the open thread of a place into the panel. */
export function drawThread(where, placeId, isReadOnly) {
  const toEnd = drawn !== panel.thread;
  if (toEnd || !where.contains(list)) {
    drawn = panel.thread;
    list = h("div", { class: "messages", role: "log", "aria-label": "Thread" });
    const box = composer({ id: "reply", label: "Reply in this thread", placeholder: "Reply…", sending: "Reply", where: () => ({ channel: placeId, thread: panel.thread }), members: () => place(placeId)?.members ?? [] });
    where.replaceChildren(head("Thread"), list, isReadOnly ? h("span") : box.form);
  }
  const thread = messages().filter((one) => one.ts === panel.thread || one.thread === panel.thread);
  drawMessages(thread, list, { answersTo: () => [], thread: null, toEnd, nothing: "This thread is no longer there." });
}

/** Forgets the drawn thread, as when another panel has taken its place. */
export const forgetThread = () => { drawn = ""; };
