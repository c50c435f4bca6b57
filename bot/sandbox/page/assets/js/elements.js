// The elements of blocks: buttons, menus, boxes and pickers. One table; each draws itself and says what it means.

import { h, icon, newId } from "./dom.js";
import { words } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { picker } from "./picker.js";
import { openList } from "./listbox.js";
import { asker, asOption, MENUS } from "./options.js";
import { TYPED } from "./typed.js";

const MORE = "M5 10h.01M10 10h.01M15 10h.01";
const ICONS = { trash: "M5 6h10M8 6V4h4v2m-6 0l1 10h6l1-10" };

/** Runs what a control does, and shows meanwhile that it is under way. */
async function while_(control, work) {
  if (control.getAttribute("aria-disabled") === "true") return;
  control.setAttribute("aria-disabled", "true");
  control.setAttribute("aria-busy", "true");
  try { await work(); } finally {
    control.removeAttribute("aria-disabled");
    control.removeAttribute("aria-busy");
  }
}

const pressing = (use) => (event) => while_(event.currentTarget, () => use.press());

function button(element, use) {
  const shared = { class: `button ${element.style ?? ""}`, data: { focus: use.focus }, "aria-label": element.accessibility_label };
  const label = words(element.text);
  if (element.url) return h("a", { ...shared, href: element.url, target: "_blank", rel: "noopener noreferrer", on: { click: () => use.press() } }, label);
  return h("button", { type: "button", ...shared, on: { click: pressing(use) } }, label);
}

function iconButton(element, use) {
  return h("button", { type: "button", class: "button quiet", "aria-label": element.accessibility_label ?? element.text.text, data: { focus: use.focus }, on: { click: pressing(use) } },
    icon(ICONS[element.icon] ?? MORE), element.text.text);
}

function feedback(element, use) {
  return h("span", { class: "pair" }, ["positive", "negative"].map((kind) => {
    const one = element[`${kind}_button`];
    return h("button", { type: "button", class: "button quiet", "aria-label": one.accessibility_label, data: { focus: `${use.focus} ${kind}` }, on: { click: (event) => while_(event.currentTarget, () => use.press(kind)) } },
      one.text.text);
  }));
}

function overflow(element, use) {
  const options = element.options.map((one) => asOption(one));
  const open = () => openList(shown, { label: "More actions", options, onChoose: (value) => while_(shown, () => use.press(value)) });
  const shown = h("button", { type: "button", class: "button quiet more", "aria-label": "More actions", "aria-haspopup": "listbox", "aria-expanded": "false", data: { focus: use.focus }, on: { click: open } }, icon(MORE));
  return shown;
}

function menu(element, use) {
  const kind = MENUS[element.type];
  const chosen = kind.read(use.state?.[kind.slot] ?? (kind.many ? [] : null));
  return picker({
    ...use.marks, focus: use.focus, many: kind.many, chosen,
    placeholder: element.placeholder?.text ?? (kind.many ? "Choose any" : "Choose one"),
    options: kind.offered(element), clearable: use.isOptional,
    find: kind.isAsked ? asker(use.where(), use.block, element) : null,
    onChoose: use.change,
  });
}

function boxes(element, use) {
  const isMany = element.type === "checkboxes", group = newId("boxes");
  const picked = new Set(isMany ? (use.state?.selected_options ?? []).map((one) => one.value) : [use.state?.selected_option?.value]);
  const changed = (option) => (event) => {
    if (!isMany) return use.change(option.value);
    if (event.currentTarget.checked) picked.add(option.value); else picked.delete(option.value);
    return use.change([...picked]);
  };
  return h("div", { class: "boxes", role: isMany ? "group" : "radiogroup", id: use.marks.id, "aria-labelledby": use.marks.labelledBy, "aria-label": use.marks.labelledBy ? null : use.marks.name, "aria-describedby": use.marks.describedBy },
    element.options.map((option, at) => h("label", { class: "box" },
      h("input", { type: isMany ? "checkbox" : "radio", name: group, checked: picked.has(option.value), data: { focus: `${use.focus} ${at}` }, on: { change: changed(option) } }),
      h("span", {}, words(option.text), option.description ? h("span", { class: "description" }, words(option.description)) : null))));
}

const DRAWN = {
  button,
  icon_button: iconButton,
  feedback_buttons: feedback,
  overflow,
  checkboxes: boxes,
  radio_buttons: boxes,
  image: (element) => picture(element, "thumbnail"),
  ...Object.fromEntries(Object.keys(MENUS).map((name) => [name, menu])),
  ...TYPED,
};

/** What stands where something can't be drawn: it says so, and names it. */
export const undrawn = (what, type) => h("p", { class: "undrawn" }, `I can’t draw ${what} of type “${type}”.`);

/**
 * Draws one element. `use` says how it is used: `press(value)` and `change(value)` do what it does, `state` is
 * what is chosen in it, `focus` its name for the focus, `marks` its label and description, `block` its block.
 */
export function element(one, use) {
  const draw = DRAWN[one.type];
  return draw ? draw(one, use) : undrawn("an element", one.type);
}
