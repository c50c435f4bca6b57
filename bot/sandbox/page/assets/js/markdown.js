// The markdown block: headings, lists, quotes, code, bold, italic and links. No HTML in it is ever taken as such.

import { h } from "./dom.js";
import { link } from "./mrkdwn.js";

const INLINE = /\*\*(.+?)\*\*|__(.+?)__|`([^`]+)`|(?<!\w)[*_](?=\S)(.+?)(?<=\S)[*_](?!\w)|~~(.+?)~~|\[([^\]]+)\]\(([^)\s]+)\)/g;

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(from, match.index), piece(match));
    from = match.index + match[0].length;
  }
  return [...nodes, text.slice(from)];
}

function piece([, strong, alsoStrong, code, italic, struck, label, address]) {
  if (code) return h("code", {}, code);
  if (label) return link(address, label);
  if (italic) return h("em", {}, inline(italic));
  return struck ? h("s", {}, inline(struck)) : h("strong", {}, inline(strong ?? alsoStrong));
}

const KINDS = [
  ["heading", /^(#{1,6}) +/], ["ul", /^ *[-*+] +/], ["ol", /^ *\d+[.)] +/], ["blockquote", /^> ?/], ["rule", /^ *(---+|\*\*\*+) *$/], ["gap", /^\s*$/],
];

const kindOf = (line) => KINDS.find(([, sign]) => sign.test(line)) ?? ["p", /^/];

function drawn(kind, sign, all) {
  const bare = all.map((line) => line.replace(sign, ""));
  if (kind === "ul" || kind === "ol") return h(kind, {}, bare.map((line) => h("li", {}, inline(line))));
  if (kind === "heading") return all.map((line, at) => h(`h${Math.min(line.match(sign)[1].length + 2, 6)}`, {}, inline(bare[at])));
  if (kind === "rule") return h("hr");
  if (kind === "gap") return [];
  return h(kind, {}, bare.flatMap((line, at) => (at ? [h("br"), ...inline(line)] : inline(line))));
}

function paragraphs(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const [kind, sign] = kindOf(line);
    const last = groups.at(-1);
    if (last?.kind === kind) last.all.push(line);
    else groups.push({ kind, sign, all: [line] });
  }
  return groups.flatMap(({ kind, sign, all }) => drawn(kind, sign, all));
}

/** Markdown as elements. */
export function markdown(text) {
  return text.split("```").flatMap((part, at) => (at % 2 ? h("pre", { tabindex: "0" }, part.replace(/^\w*\n/, "")) : paragraphs(part)));
}
