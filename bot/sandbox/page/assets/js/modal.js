// The form in front of a person, if one is open: a window that keeps the focus in it, which Escape closes.

import { h, newId } from "./dom.js";
import { actAloud } from "./server.js";
import { part } from "./store.js";
import { Drawn, viewBody } from "./view.js";

let open = null;

function build(view) {
  const title = newId("title"), body = viewBody(), { definition } = view;
  const head = h("h2", { id: title }), foot = h("div", { class: "foot" });
  const progress = h("p", { class: "progress", role: "status" });
  const form = h("form", { novalidate: true, class: "modal" }, h("header", {}, head,
    h("button", { type: "button", class: "plain close", "aria-label": "Close", on: { click: leave } }, "✕")), progress, body, h("div", { class: "notes", role: "alert" }), foot);
  const dialog = h("dialog", { class: "form", "aria-labelledby": title }, form);
  const drawn = new Drawn(view.id, body, (isIt) => {
    form.setAttribute("aria-busy", String(isIt));
    progress.textContent = isIt ? "Working on it…" : "";
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); drawn.submit(); });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  return { id: view.id, dialog, drawn, head, foot, definition };
}

const leave = () => open && actAloud("close", { view: open.id });

function label(view) {
  const { title, submit, close } = view.definition;
  open.head.textContent = title.text;
  open.foot.replaceChildren(
    h("button", { type: "button", class: "button", on: { click: leave } }, close?.text ?? "Close"),
    ...(submit ? [h("button", { type: "submit", class: "button primary" }, submit.text)] : []));
}

function shut() {
  open.dialog.close();
  open.dialog.remove();
  open = null;
}

function show(view, before) {
  open = build(view);
  open.before = before;
  document.body.append(open.dialog);
  open.drawn.update(view);
  open.dialog.showModal();
  const wanted = open.dialog.querySelector("[autofocus]") ?? open.dialog.querySelector(".blocks input, .blocks textarea, .blocks button") ?? open.dialog.querySelector(".foot button:last-child");
  wanted?.focus();
}

/** Shows the view in front, as the server has it now. */
export function drawModal() {
  const view = part("views", { stack: [] }).stack.at(-1);
  const before = open?.before ?? document.activeElement;
  if (open && open.id !== view?.id) {
    shut();
    if (!view) (before?.isConnected && before !== document.body ? before : document.getElementById("line"))?.focus();
  }
  if (!view) return;
  if (!open) show(view, before);
  if (open.titled !== view.definition) label(view);
  open.titled = view.definition;
  open.drawn.update(view);
}
