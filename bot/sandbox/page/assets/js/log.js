// What the bot called, for the curious.

import { h, keep } from "./dom.js";
import { clockTime } from "./names.js";
import { head } from "./panels.js";

let list = null, isAsked = false, again = false;

const pretty = (value) => JSON.stringify(value, (_, inner) => {
  if (typeof inner !== "string" || !/^[[{]/.test(inner)) return inner;
  try { return JSON.parse(inner); } catch { return inner; }
}, 2);

const call = (one) => h("details", { class: one.error ? "failed" : "" },
  h("summary", {}, h("code", {}, one.method), h("span", { class: "description" }, clockTime(one.at), one.error ? ` · refused: ${one.error}` : " · ok")),
  h("pre", { tabindex: "0" }, pretty(one.arguments)), h("p", { class: "description" }, "The answer:"), h("pre", { tabindex: "0" }, pretty(one.answer)));

const failure = (one) => h("p", { class: "error" }, `Not answered: ${one.kind}, ${one.error}`);

async function load() {
  if (isAsked) { again = true; return; }
  isAsked = true;
  try {
    const { calls, failures } = await (await fetch("/page/log")).json();
    keep(list, [
      ...failures.map((one, at) => ({ key: `failure ${failures.length - at}`, same: one, draw: () => failure(one) })),
      ...calls.map((one) => ({ key: `call ${one.number}`, same: one.number, draw: () => call(one) })),
    ]);
  } catch { /* the stream says that the connection is lost */ }
  isAsked = false;
  if (again) { again = false; load(); }
}

/** Draws the log into the panel, and what has been added since. */
export function drawLog(place) {
  if (!place.contains(list)) {
    list = h("div", { class: "log" });
    place.replaceChildren(head("What the bot called"), h("p", { class: "about" }, "The newest first: each call of Slack’s Web API, with what was sent and answered."), list);
  }
  load();
}
