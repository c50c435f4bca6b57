// What is typed and chosen in a form before it is sent, and what is wrong with it.

import { MENUS } from "./options.js";

const SLOT = {
  ...Object.fromEntries(Object.entries(MENUS).map(([type, { slot }]) => [type, slot])),
  checkboxes: "selected_options", radio_buttons: "selected_option", datepicker: "selected_date",
  timepicker: "selected_time", datetimepicker: "selected_date_time",
};
const slotOf = (element) => SLOT[element.type] ?? "value";

/** Slack's option objects for the values somebody chose. */
function optionsOf(element, values) {
  const all = [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
  return values.map((value) => all.find((one) => one.value === value) ?? { value, text: { type: "plain_text", text: value } });
}

/** The state an element shows for a value that is not yet with the server. */
function stateOf(element, value) {
  const slot = slotOf(element);
  if (slot === "selected_options") return { [slot]: optionsOf(element, value ?? []) };
  if (slot === "selected_option") return { [slot]: value === null ? null : optionsOf(element, [value])[0] };
  return { [slot]: value };
}

const isEmpty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

/** The fields of one open view. `hear(block, value)` tells the app of one, `redraw` draws the form again. */
export class Fields {
  constructor(name, { hear, redraw, submit, where }) {
    Object.assign(this, { name, hear, redraw, submit, where, typed: new Map(), errors: {}, values: {} });
  }

  /** Takes in the view as the server has it; what is the same there is no longer ours to keep. */
  settle(blocks, values) {
    this.values = values;
    for (const one of blocks.filter((each) => each.type === "input")) {
      const held = values[one.block_id]?.[one.element.action_id], typed = this.typed.get(one.block_id);
      if (typed && (typed.type !== one.element.type || JSON.stringify(this.#plain(one.element, held)) === JSON.stringify(typed.value))) this.typed.delete(one.block_id);
    }
  }

  #plain(element, held) {
    const value = held?.[slotOf(element)] ?? null;
    if (Array.isArray(value)) return value.map((one) => one.value ?? one);
    return value?.value ?? value;
  }

  /** What every field holds that the server has not been told. */
  unsent() {
    return Object.fromEntries([...this.typed].map(([name, { value }]) => [name, value === "" ? null : value]));
  }

  error(block) { return this.errors[block.block_id]; }

  state(block) {
    const typed = this.typed.get(block.block_id);
    return typed?.type === block.element.type ? stateOf(block.element, typed.value) : this.values[block.block_id]?.[block.element.action_id];
  }

  /** The labels of fields that must be filled in and are not, as errors by block_id. */
  missing(blocks) {
    const empty = blocks.filter((one) => one.type === "input" && !one.optional && isEmpty(this.#plain(one.element, this.state(one))));
    return Object.fromEntries(empty.map((one) => [one.block_id, "Please fill this in."]));
  }

  #keep(block, value) {
    this.typed.set(block.block_id, { type: block.element.type, value });
    if (!this.errors[block.block_id]) return;
    delete this.errors[block.block_id];
    this.redraw();
  }

  /** How an input block's element is used. */
  use(block, marks) {
    const change = (value) => {
      this.#keep(block, value);
      if (block.dispatch_action) this.hear(block, value); else this.redraw();
    };
    return {
      block, marks, change, finish: change, press: change, isHeard: Boolean(block.dispatch_action), isOptional: Boolean(block.optional),
      type: (value) => this.#keep(block, value), submit: this.submit, where: () => this.where,
      state: this.state(block), focus: `${this.name} ${block.block_id}`,
    };
  }
}
