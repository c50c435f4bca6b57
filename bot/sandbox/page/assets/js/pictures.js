// Pictures and files. A picture from elsewhere is never fetched: it is named, with its address.

import { h } from "./dom.js";

const NAMED = /\.(png|jpe?g|gif|webp|svg)$/i;
const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} kB`);
const address = (file) => `/page/file/${encodeURIComponent(file)}`;

/** An image block or element: an uploaded file is shown, anything else described. */
export function picture(block, classes = "") {
  const file = block.slack_file?.id;
  if (file) return h("img", { src: address(file), alt: block.alt_text, class: classes, loading: "lazy" });
  return h("span", { class: `elsewhere ${classes}`, role: "img", "aria-label": block.alt_text }, block.alt_text,
    classes ? null : h("span", { class: "description" }, ` (a picture at ${block.image_url ?? block.slack_file?.url}, not fetched here)`));
}

/** A file shared in a message. */
export function file(one) {
  const link = h("a", { href: address(one.id), download: one.name }, one.title || one.name);
  const about = h("figcaption", {}, link, h("span", { class: "description" }, ` ${size(one.size)}`));
  const shown = NAMED.test(one.name) ? h("img", { src: address(one.id), alt: one.alt_txt || one.title, loading: "lazy" }) : null;
  return h("figure", { class: "file" }, shown, about);
}
