// Building and keeping up the page's elements. Text only ever becomes a text node.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [kind, heard] of Object.entries(value)) element.addEventListener(kind, heard);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else if (name === "class" && value === "") continue;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** An HTML element; `on` holds listeners, `data` the dataset, children are nodes or text. */
export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

/** An SVG element. */
export const s = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

/** A small picture beside words; it says nothing by itself. */
export function icon(path) {
  return s("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" }, s("path", { d: path }));
}

let lastId = 0;

/** An id no other element of the page has. */
export const newId = (word) => `${word}-${(lastId += 1)}`;

/**
 * Makes a container's children those of `items`, drawing only what is new or changed.
 * Each item is { key, same, draw }: `same` is compared with what it was, by its JSON.
 */
export function keep(container, items) {
  const before = new Map([...container.children].map((child) => [child.dataset.key, child]));
  const focused = focusIn(container);
  const wanted = items.map(({ key, same, draw }) => {
    const signature = JSON.stringify(same);
    const old = before.get(key);
    if (old?.signature === signature) return old;
    const fresh = draw();
    fresh.dataset.key = key;
    fresh.signature = signature;
    return fresh;
  });
  // What goes goes first: an element that is moved loses the focus and the list that is open in it.
  const staying = new Set(wanted);
  [...container.children].filter((child) => !staying.has(child)).forEach((child) => child.remove());
  wanted.forEach((node, at) => {
    if (container.children[at] !== node) container.insertBefore(node, container.children[at] ?? null);
  });
  restore(container, focused);
}

function focusIn(container) {
  const active = document.activeElement;
  const name = active?.closest("[data-focus]")?.dataset.focus;
  if (!name || !container.contains(active)) return null;
  const typed = active.matches("input, textarea");
  return { name, active, from: typed ? active.selectionStart : null, to: typed ? active.selectionEnd : null };
}

function restore(container, focused) {
  if (!focused || document.activeElement === focused.active) return;
  const found = [...container.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === focused.name);
  const target = found?.matches("button, input, textarea, select, a, [tabindex]") ? found : found?.querySelector("button, input, textarea, select, a, [tabindex]");
  target?.focus({ preventScroll: true });
  if (focused.from !== null && typeof target?.setSelectionRange === "function") {
    try { target.setSelectionRange(focused.from, focused.to); } catch { /* dates and numbers have no selection */ }
  }
}
