// Slack's marked-up text as elements. What people wrote only ever becomes text nodes.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelName, DATE_WORDS, personName } from "./names.js";

const INLINE = new RegExp(
  [
    "<([^<>]+)>",
    "`([^`\\n]+)`",
    "(?<![\\w*])\\*(?=\\S)([^*\\n]+?)(?<=\\S)\\*(?![\\w*])",
    "(?<![\\w_])_(?=\\S)([^_\\n]+?)(?<=\\S)_(?![\\w_])",
    "(?<![\\w~])~(?=\\S)([^~\\n]+?)(?<=\\S)~(?![\\w~])",
    "(?<!\\w):([a-z0-9_+-]+):",
  ].join("|"),
  "g",
);
const STYLES = { 3: "strong", 4: "em", 5: "s" };

/** The three signs Slack escapes, as people wrote them. */
export const plainWords = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** A link that leaves the page, if its address is one that may. */
export function link(address, words) {
  if (!/^(https?:|mailto:)/.test(address)) return words;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

const mention = (words) => h("span", { class: "mention" }, words);

function date(target, words) {
  const [, seconds, format, address] = target.split("^");
  if (!Number.isFinite(Number(seconds)) || !format) return words;
  const read = format.replace(/\{(\w+)\}/g, (whole, name) => DATE_WORDS[name]?.(seconds) ?? whole);
  const shown = h("time", { datetime: new Date(Number(seconds) * 1000).toISOString() }, read);
  return address ? link(address, shown) : shown;
}

function marked(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const words = bar < 0 ? "" : plainWords(inside.slice(bar + 1));
  if (target.startsWith("@")) return mention(`@${personName(target.slice(1))}`);
  if (target.startsWith("#")) return mention(`#${channelName(target.slice(1))}`);
  if (target.startsWith("!date")) return date(target, words);
  if (target.startsWith("!")) return mention(words || `@${target.slice(1)}`);
  return link(plainWords(target), words || plainWords(target).replace(/^mailto:/, ""));
}

/** One line of mrkdwn as nodes. */
export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(plainWords(text.slice(from, match.index)), piece(match));
    from = match.index + match[0].length;
  }
  nodes.push(plainWords(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function piece(match) {
  if (match[1] !== undefined) return marked(match[1]);
  if (match[2] !== undefined) return h("code", {}, plainWords(match[2]));
  if (match[6] !== undefined) return emoji(match[6]);
  const group = [3, 4, 5].find((one) => match[one] !== undefined);
  return h(STYLES[group], {}, inline(match[group]));
}

const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^[•◦▪] +/;

function lines(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const kind = QUOTE.test(line) ? "blockquote" : BULLET.test(line) ? "ul" : "p";
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.map(paragraph);
}

const broken = (all) => all.flatMap((one, at) => (at ? [h("br"), ...inline(one)] : inline(one)));

function paragraph({ kind, lines: all }) {
  if (kind === "ul") return h("ul", {}, all.map((one) => h("li", {}, inline(one.replace(BULLET, "")))));
  return h(kind, {}, broken(kind === "p" ? all : all.map((one) => one.replace(QUOTE, ""))));
}

/** A whole text of mrkdwn: paragraphs, quotes, lists and fenced code. */
export function mrkdwn(text) {
  return text.split("```").flatMap((part, at) =>
    at % 2 ? h("pre", { tabindex: "0" }, plainWords(part.replace(/^\n/, ""))) : part.trim() ? lines(part.replace(/^\n|\n$/g, "")) : []);
}

/** A text object of either kind, in one line or in paragraphs. */
export function words(value, { block = false } = {}) {
  if (!value) return [];
  if (value.type === "mrkdwn") return block ? mrkdwn(value.text) : broken(value.text.split("\n"));
  const read = value.text.replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name));
  return block ? [h("p", {}, read)] : [read];
}
