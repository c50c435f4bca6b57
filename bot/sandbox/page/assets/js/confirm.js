// A question asked before a button does what it says, and the one way small windows are opened.

import { h, newId } from "./dom.js";
import { words } from "./mrkdwn.js";

/** Shows a small window and resolves with what its buttons say, null when it is closed otherwise. */
export function ask(title, body, buttons, classes = "") {
  const id = newId("ask");
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: `ask ${classes}`, "aria-labelledby": id },
      h("h2", { id }, title),
      h("div", { class: "body" }, body),
      h("div", { class: "foot" }, buttons.map(({ label, value, style }) =>
        h("button", { type: "button", class: style ?? "", autofocus: value === null, on: { click: () => { dialog.returnValue = "done"; dialog.close(); resolve(value); } } }, label))));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(null); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Whether somebody says yes to an element's confirm object; without one, yes. */
export async function confirmed(element) {
  const asked = element.confirm;
  if (!asked) return true;
  const yes = { label: asked.confirm.text, value: true, style: asked.style === "danger" ? "danger" : "primary" };
  return Boolean(await ask(asked.title.text, words(asked.text, { block: true }), [{ label: asked.deny.text, value: null }, yes]));
}
