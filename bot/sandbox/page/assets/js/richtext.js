// Rich text blocks: sections, lists, quotes and preformatted text, part by part.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelName, day, personName } from "./names.js";
import { link } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u", highlight: "mark" };

function styled(node, style = {}) {
  return Object.entries(STYLES).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}

const mention = (words) => h("span", { class: "mention" }, words);

const PARTS = {
  text: (part) => part.text,
  emoji: (part) => emoji(part.name),
  user: (part) => mention(`@${personName(part.user_id)}`),
  channel: (part) => mention(`#${channelName(part.channel_id)}`),
  usergroup: (part) => mention(`@${part.usergroup_id}`),
  broadcast: (part) => mention(`@${part.range}`),
  link: (part) => link(part.url, part.text ?? part.url),
  date: (part) => h("time", {}, part.fallback ?? day(part.timestamp)),
};

const parts = (all) => all.map((part) => styled(PARTS[part.type]?.(part) ?? `(${part.type})`, part.style));

const FRAMES = {
  rich_text_section: (one) => h("p", { class: "rich" }, parts(one.elements)),
  rich_text_quote: (one) => h("blockquote", {}, parts(one.elements)),
  rich_text_preformatted: (one) => h("pre", { tabindex: "0" }, parts(one.elements)),
  rich_text_list: (one) => h(one.style === "ordered" ? "ol" : "ul",
    { class: `indent-${one.indent ?? 0}`, start: one.style === "ordered" && one.offset ? one.offset + 1 : null },
    one.elements.map((item) => h("li", {}, parts(item.elements)))),
};

/** A rich text value as elements. */
export const richText = (value) => value.elements.map((one) => FRAMES[one.type]?.(one) ?? h("p", {}, `(${one.type})`));

/** The same as one line, for table cells that are sorted and read aloud. */
export const richWords = (value) => richText(value).map((node) => node.textContent).join(" ");
