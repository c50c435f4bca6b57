// A view as one person works in it: its blocks, its fields, and what is sent of them. Forms and Homes alike.

import { h, keep } from "./dom.js";
import { block } from "./blocks.js";
import { confirmed } from "./confirm.js";
import { Fields } from "./fields.js";
import { act, actAloud } from "./server.js";
import { clearNotes, note } from "./notes.js";

/** Keeps one view drawn in `body`; `busy(isIt)` is told while something of it is under way. */
export class Drawn {
  constructor(id, body, busy = () => {}) {
    Object.assign(this, { id, body, busy, view: null, under: 0, isSending: false });
    this.fields = new Fields(id, {
      where: { view: id }, hear: (one, value) => this.hear(one, value), redraw: () => this.draw(), submit: () => this.submit(),
    });
  }

  get blocks() { return this.view.definition.blocks; }

  update(view) {
    if (this.view === view) return;
    this.view = view;
    this.fields.settle(this.blocks, view.values);
    this.draw();
  }

  draw() {
    const ctx = { name: this.id, where: { view: this.id }, values: this.view.values, form: this.fields, press: (...all) => this.press(...all) };
    keep(this.body, this.blocks.map((one) => ({
      key: one.block_id,
      same: [one, one.type === "input" ? [this.fields.state(one), this.fields.error(one)] : this.view.values[one.block_id]],
      draw: () => block(one, ctx),
    })));
  }

  async while_(work) {
    this.under += 1;
    this.busy(true);
    try { return await work(); } finally {
      this.under -= 1;
      this.busy(this.under > 0);
    }
  }

  async press(one, part, value) {
    if (!(await confirmed(part))) return;
    clearNotes();
    await this.while_(() => actAloud("click", { view: this.id, block: one.block_id, action: part.action_id, value, typed: this.fields.unsent() }));
  }

  async hear(one, value) {
    this.draw();
    if (!(await confirmed(one.element))) return;
    const typed = this.fields.unsent();
    delete typed[one.block_id];
    const answer = await this.while_(() => act("fill", { view: this.id, block: one.block_id, value: value === "" ? null : value, typed }));
    if (answer.seen) this.wrong({ [one.block_id]: answer.seen });
  }

  async submit() {
    if (this.isSending) return;
    clearNotes();
    const empty = this.fields.missing(this.blocks);
    if (Object.keys(empty).length) { this.wrong(empty); return; }
    this.isSending = true;
    const answer = await this.while_(() => act("submit", { view: this.id, typed: this.fields.unsent() }));
    this.isSending = false;
    if (answer.seen) note(answer.seen);
    this.wrong(answer.errors ?? {});
  }

  wrong(errors) {
    this.fields.errors = errors;
    this.draw();
    const first = this.body.querySelector(".field.wrong");
    first?.scrollIntoView({ block: "nearest" });
    first?.querySelector("input, textarea, button")?.focus();
  }
}

/** A place for a view's blocks. */
export const viewBody = () => h("div", { class: "blocks" });
