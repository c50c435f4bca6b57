// The blocks of messages, forms and Homes. One table; what isn't in it is shown as such.

import { h, newId } from "./dom.js";
import { chart } from "./charts.js";
import { element, undrawn } from "./elements.js";
import { markdown } from "./markdown.js";
import { words } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./tables.js";

const LEVELS = { info: "Note", warning: "Warning", error: "Problem", success: "Done" };

/** How an element outside an input block is used: what is chosen goes to the app at once. */
function use(block, part, ctx, name) {
  const press = (value) => ctx.press(block, part, value);
  return {
    block, press, change: press, finish: press, type: () => {}, isHeard: true, where: () => ctx.where,
    state: ctx.values[block.block_id]?.[part.action_id], focus: `${ctx.name} ${block.block_id} ${part.action_id}`,
    marks: { name: name || part.accessibility_label || part.placeholder?.text || "Choose" },
  };
}

const first = (text) => (text ? text.text.split("\n")[0].replace(/[*_~`]/g, "").slice(0, 80) : "");

function section(block, ctx) {
  const { text, fields, accessory } = block;
  return h("div", { class: `section ${accessory ? "with" : ""}` },
    h("div", { class: "words" }, text ? words(text, { block: true }) : null,
      fields ? h("div", { class: "fields" }, fields.map((one) => h("div", {}, words(one, { block: true })))) : null),
    accessory ? h("div", { class: "accessory" }, element(accessory, use(block, accessory, ctx, first(text)))) : null);
}

const context = (block) => h("div", { class: "context" }, block.elements.map((one) =>
  (one.type === "image" ? picture(one, "tiny") : h("span", {}, words(one)))));

const actions = (block, ctx) => h("div", { class: "actions" }, block.elements.map((part) => element(part, use(block, part, ctx))));

function image(block) {
  return h("figure", { class: "picture" }, block.title ? h("figcaption", {}, words(block.title)) : null, picture(block));
}

function card(block, ctx) {
  const heading = block.title || block.subtitle;
  return h("article", { class: "card" },
    block.hero_image ? h("div", { class: "hero" }, picture(block.hero_image, "wide")) : null,
    heading || block.icon ? h("div", { class: "heading" }, block.icon ? picture(block.icon, "thumbnail") : null,
      h("div", {}, block.title ? h("h4", {}, words(block.title)) : null, block.subtitle ? h("p", { class: "description" }, words(block.subtitle)) : null)) : null,
    block.body ? h("div", { class: "words" }, words(block.body, { block: true })) : null,
    block.actions ? h("div", { class: "actions" }, block.actions.map((part) => element(part, use({ ...block, block_id: block.block_id ?? ctx.within }, part, ctx)))) : null);
}

const carousel = (block, ctx) => h("div", { class: "carousel", role: "list", tabindex: "0", "aria-label": `${block.elements.length} cards` },
  block.elements.map((one) => h("div", { role: "listitem" }, card(one, { ...ctx, within: block.block_id }))));

const alert = (block) => h("div", { class: `alert ${block.level ?? ""}`, role: "note" },
  LEVELS[block.level] ? h("strong", {}, `${LEVELS[block.level]}: `) : null, words(block.text));

/** An input block; `ctx.form` keeps what is typed in it. */
function input(block, ctx) {
  if (!ctx.form) return undrawn("a field outside a form", block.element.type);
  const id = newId("field"), label = newId("label"), hint = newId("hint"), wrong = newId("wrong");
  const error = ctx.form.error(block);
  const marks = { id, labelledBy: label, name: block.label.text, invalid: Boolean(error), describedBy: [error && wrong, block.hint && hint].filter(Boolean).join(" ") || null };
  const isGroup = ["checkboxes", "radio_buttons"].includes(block.element.type);
  return h("div", { class: `field ${error ? "wrong" : ""}` },
    h(isGroup ? "span" : "label", { class: "label", id: label, for: isGroup ? null : id }, block.label.text, block.optional ? h("span", { class: "optional" }, " (optional)") : null),
    element(block.element, ctx.form.use(block, marks)),
    error ? h("p", { class: "error", id: wrong }, error) : null,
    block.hint ? h("p", { class: "hint", id: hint }, block.hint.text) : null);
}

const DRAWN = {
  header: (block) => h("h3", { class: "header" }, words(block.text)),
  section,
  divider: () => h("hr"),
  context,
  actions,
  context_actions: actions,
  image,
  input,
  rich_text: (block) => h("div", { class: "words" }, richText(block)),
  markdown: (block) => h("div", { class: "words" }, markdown(block.text)),
  table,
  data_table: dataTable,
  data_visualization: chart,
  card,
  carousel,
  alert,
};

function drawn(block, ctx) {
  const draw = DRAWN[block.type];
  if (!draw) return undrawn("a block", block.type);
  try {
    return draw(block, ctx);
  } catch (problem) {
    console.error(problem);
    return undrawn("this block", block.type);
  }
}

/** One block. `ctx` is { name, where, values, press(block, part, value), form }. */
export const block = (one, ctx) => h("div", { class: "block", data: { type: one.type } }, drawn(one, ctx));
