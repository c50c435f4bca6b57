// A menu: a button that shows what is chosen and opens the list of what can be.

import { h, icon } from "./dom.js";
import { openList } from "./listbox.js";

const DOWN = "M5 8l5 5 5-5";

/**
 * A menu button. `chosen` are { value, label }; `onChoose` gets a value, or all values of a menu of `many`.
 * With `clearable` the first row of the list empties it.
 */
export function picker({ id, name, focus, placeholder, options = [], find, chosen = [], many, clearable, onChoose, describedBy, invalid, classes = "" }) {
  let close = null;
  const shown = chosen.length
    ? h("span", { class: "chosen" }, many ? chosen.map((one) => h("span", { class: "chip" }, one.label)) : chosen[0].label)
    : h("span", { class: "placeholder" }, placeholder);
  const list = clearable && chosen.length && !many ? [{ value: null, label: "Nothing chosen" }, ...options] : options;
  const open = () => {
    if (close) return close();
    close = openList(button, {
      label: name, options: list, chosen: chosen.map((one) => one.value), many, find, onChoose,
      onClose: () => { close = null; },
    });
  };
  const button = h("button", {
    type: "button", id, class: `menu ${classes}`, data: focus ? { focus } : {}, role: "combobox",
    "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": id ? null : name === placeholder && !chosen.length ? name : `${name}: ${chosen.map((one) => one.label).join(", ") || placeholder}`,
    "aria-describedby": describedBy, "aria-invalid": invalid ? "true" : null,
    on: {
      click: open,
      keydown: (event) => { if (["ArrowDown", "ArrowUp"].includes(event.key) && !close) { event.preventDefault(); open(); } },
    },
  }, shown, icon(DOWN));
  return button;
}
