// Fields that are typed or picked from the browser's own calendar and clock.

import { h } from "./dom.js";
import { dayAndYear } from "./names.js";

const PAUSE = 350;

const common = (element, use) => ({
  id: use.marks.id, "aria-label": use.marks.id ? null : use.marks.name, "aria-describedby": use.marks.describedBy,
  "aria-invalid": use.marks.invalid ? "true" : null, placeholder: element.placeholder?.text, data: { focus: use.focus },
  autocomplete: "off", autofocus: element.focus_on_load,
});

function heard(element, use) {
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let waiting = 0;
  return {
    input: (event) => {
      use.type(event.currentTarget.value);
      if (!when.includes("on_character_entered")) return;
      clearTimeout(waiting);
      const value = event.currentTarget.value;
      waiting = setTimeout(() => use.finish(value), PAUSE);
    },
    keydown: (event) => {
      if (event.key !== "Enter" || event.isComposing || (element.multiline && !event.ctrlKey && !event.metaKey)) return;
      event.preventDefault();
      if (use.isHeard && when.includes("on_enter_pressed")) use.finish(event.currentTarget.value); else use.submit?.();
    },
  };
}

function text(element, use, type = "text", more = {}) {
  const shared = { ...common(element, use), value: use.state?.value ?? "", maxlength: element.max_length, on: heard(element, use), ...more };
  return element.multiline ? h("textarea", { ...shared, rows: "4" }) : h("input", { type, ...shared });
}

const number = (element, use) => text(element, use, "text", { inputmode: element.is_decimal_allowed ? "decimal" : "numeric" });

const moment = (type, slot) => (element, use) => h("input", {
  type, ...common(element, use), value: use.state?.[slot] ?? "", class: "moment",
  on: { change: (event) => use.change(event.currentTarget.value || null) },
});

/** A date in full beside its field: browsers write the field itself in the order of their own country. */
function date(element, use) {
  const chosen = use.state?.selected_date;
  return h("span", { class: "dated" }, moment("date", "selected_date")(element, use),
    chosen ? h("span", { class: "description" }, dayAndYear(Date.parse(`${chosen}T12:00Z`) / 1000)) : null);
}

const LONDON = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London", dateStyle: "short", timeStyle: "short" });
const inLondon = (seconds) => LONDON.format(new Date(seconds * 1000)).replace(" ", "T");

/** The moment at which London's clocks show this, in seconds since 1970. */
function fromLondon(shown) {
  const asUtc = Date.parse(`${shown}Z`) / 1000;
  const ahead = Date.parse(`${inLondon(asUtc)}Z`) / 1000 - asUtc;
  return asUtc - ahead;
}

function dateAndTime(element, use) {
  const chosen = use.state?.selected_date_time;
  return h("input", {
    type: "datetime-local", ...common(element, use), value: chosen ? inLondon(chosen) : "", class: "moment",
    on: { change: (event) => use.change(event.currentTarget.value ? fromLondon(event.currentTarget.value) : null) },
  });
}

/** By the element's type. */
export const TYPED = {
  plain_text_input: text,
  email_text_input: (element, use) => text(element, use, "email"),
  url_text_input: (element, use) => text(element, use, "url"),
  number_input: number,
  datepicker: date,
  timepicker: moment("time", "selected_time"),
  datetimepicker: dateAndTime,
};
