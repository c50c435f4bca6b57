// Where somebody writes: a message, or a slash command with what may follow it.

import { h, newId } from "./dom.js";
import { complete, hintFor } from "./completion.js";
import { act } from "./server.js";
import { clearNotes, note } from "./notes.js";

/** A composer for a channel. `where()` gives { channel, thread }, `members()` who is in it; `id` is its box's. */
export function composer({ id, label, placeholder, where, members, sending = "Send" }) {
  const list = h("ul", { role: "listbox", id: newId("offers"), class: "offers", "aria-label": "Suggestions", hidden: true });
  const hint = h("p", { class: "usage", id: newId("usage"), "aria-live": "polite" });
  const box = h("textarea", {
    id, rows: "1", placeholder, "aria-label": label, role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id, "aria-describedby": hint.id, autocomplete: "off", spellcheck: "false", data: { focus: id },
    on: { input: offer, keydown: key, blur: () => setTimeout(hide, 120), click: offer },
  });
  const send = h("button", { type: "submit", class: "button primary" }, sending);
  const form = h("form", { class: "composer", on: { submit: (event) => { event.preventDefault(); submit(); } } }, list, hint, h("div", { class: "writing" }, box, send));
  const typed = [];
  let offered = { from: 0, choices: [] }, at = 0, back = 0;

  function grow() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
  }

  function hide() {
    offered = { from: 0, choices: [] };
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function offer() {
    grow();
    const found = hintFor(box.value);
    hint.replaceChildren(...(found ? [h("strong", {}, found.name), ` ${found.hint || found.description}`] : []));
    offered = complete(box.value, box.selectionStart, members());
    if (!offered.choices.length) return hide();
    at = 0;
    draw();
  }

  function draw() {
    list.replaceChildren(...offered.choices.map((choice, index) => h("li", { role: "option", id: `${list.id}-${index}`, class: `option ${index === at ? "pointed" : ""}`, "aria-selected": String(index === at), on: { mousedown: (event) => { event.preventDefault(); take(choice); } } },
      h("span", { class: "words" }, h("span", {}, choice.label), choice.description ? h("span", { class: "description" }, choice.description) : null))));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    box.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(choice) {
    box.setRangeText(choice.insert, offered.from, box.selectionStart, "end");
    hide();
    offer();
    box.focus();
  }

  function put(text) {
    box.value = text;
    offer();
    hide();
  }

  function earlier(step) {
    back = Math.max(0, Math.min(typed.length, back + step));
    put(back ? typed.at(-back) : "");
  }

  const isSame = () => offered.choices.length === 1 && box.value.slice(offered.from).trim() === offered.choices[0].insert.trim();
  const move = (step) => { at = (at + step + offered.choices.length) % offered.choices.length; draw(); };
  const OFFERED = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Tab: () => take(offered.choices[at]),
    Enter: () => (isSame() ? submit() : take(offered.choices[at])),
    Escape: hide,
  };

  function key(event) {
    if (event.isComposing || event.shiftKey) return;
    const isOffered = offered.choices.length > 0;
    const chosen = isOffered ? OFFERED[event.key] : null;
    if (chosen) { event.preventDefault(); return chosen(); }
    if (event.key === "Enter") { event.preventDefault(); return submit(); }
    if (event.key === "ArrowUp" && (!box.value || back)) { event.preventDefault(); earlier(1); }
    if (event.key === "ArrowDown" && back) { event.preventDefault(); earlier(-1); }
  }

  async function submit() {
    const text = box.value.trim();
    if (!text || form.getAttribute("aria-busy") === "true") return;
    clearNotes();
    typed.push(text);
    back = 0;
    put("");
    form.setAttribute("aria-busy", "true");
    const answer = await act("say", { text, ...where() });
    form.removeAttribute("aria-busy");
    if (!answer.seen) return;
    note(answer.seen.startsWith("failed") ? `${text.split(" ")[0]} ${answer.seen}` : answer.seen);
    if (!box.value) put(text);
  }

  return { form, put, box };
}
