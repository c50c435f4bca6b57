// The list that opens under a menu: moved through by arrows and letters, narrowed by typing where it is long.

import { h, newId } from "./dom.js";

const SEARCHED_FROM = 9;

/**
 * Opens a list under `anchor` and closes it when somebody chooses, leaves or presses Escape.
 * `options` are { value, label, description, group }; `find` asks for them as somebody types instead. Of `many`
 * the choice counts when the list closes.
 */
export function openList(anchor, { label, options, chosen = [], many = false, find, onChoose, onClose }) {
  const list = h("ul", { role: "listbox", id: newId("list"), class: "list", tabindex: "-1", "aria-label": label, "aria-multiselectable": many ? "true" : null });
  const isSearched = Boolean(find) || options.length >= SEARCHED_FROM;
  const search = isSearched && h("input", { type: "text", class: "search", placeholder: "Type to find", "aria-label": `Find in ${label}`, role: "combobox", "aria-expanded": "true", "aria-controls": list.id, autocomplete: "off" });
  const count = h("p", { class: "visually-hidden", role: "status" });
  const box = h("div", { popover: "manual", class: "popover" }, search || null, list, count);
  const picked = new Set(chosen);
  let shown = [], at = 0, typed = "", typedAt = 0, isOpen = true, isChanged = false;

  function close(back = true) {
    if (!isOpen) return;
    isOpen = false;
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    window.removeEventListener("resize", settle);
    if (back) anchor.focus();
    onClose?.();
    if (isChanged) onChoose([...picked]);
  }

  function choose(option) {
    if (!option) return;
    if (!many) { close(); return onChoose(option.value); }
    if (picked.has(option.value)) picked.delete(option.value); else picked.add(option.value);
    isChanged = true;
    draw();
  }

  function draw() {
    list.replaceChildren(...shown.flatMap((option, index) => {
      const isFirst = option.group && option.group !== shown[index - 1]?.group;
      return [isFirst ? h("li", { role: "presentation", class: "group" }, option.group) : null, row(option, index)];
    }).filter(Boolean));
    if (!shown.length) list.append(h("li", { role: "presentation", class: "empty" }, "Nothing matches."));
    count.textContent = search ? `${shown.length} to choose from` : "";
    point();
  }

  function row(option, index) {
    const isPicked = picked.has(option.value);
    return h("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": String(isPicked), class: "option", on: { click: () => { at = index; choose(option); }, mousemove: () => { if (at !== index) { at = index; point(); } } } },
      h("span", { class: "tick", "aria-hidden": "true" }, isPicked ? "✓" : ""),
      h("span", { class: "words" }, h("span", {}, option.label), option.description ? h("span", { class: "description" }, option.description) : null));
  }

  function point() {
    const rows = [...list.querySelectorAll("[role=option]")];
    rows.forEach((one, index) => one.classList.toggle("pointed", index === at));
    (search || list).setAttribute("aria-activedescendant", rows[at]?.id ?? "");
    rows[at]?.scrollIntoView({ block: "nearest" });
  }

  async function narrow() {
    const query = search ? search.value.trim() : "";
    const all = find ? await find(query) : options;
    const wanted = query.toLocaleLowerCase("en-GB");
    shown = find ? all : all.filter((one) => `${one.label} ${one.description ?? ""}`.toLocaleLowerCase("en-GB").includes(wanted));
    at = Math.max(0, query ? 0 : shown.findIndex((one) => picked.has(one.value)));
    draw();
  }

  function letter(key) {
    typed = performance.now() - typedAt < 700 ? typed + key : key;
    typedAt = performance.now();
    const found = shown.findIndex((one) => one.label.toLocaleLowerCase("en-GB").startsWith(typed.toLocaleLowerCase("en-GB")));
    if (found >= 0) { at = found; point(); }
  }

  const MOVES = {
    ArrowDown: () => { at = Math.min(at + 1, shown.length - 1); point(); },
    ArrowUp: () => { at = Math.max(at - 1, 0); point(); },
    Enter: () => choose(shown[at]),
    Escape: () => close(),
  };
  if (!search) Object.assign(MOVES, { Home: () => { at = 0; point(); }, End: () => { at = shown.length - 1; point(); }, " ": () => choose(shown[at]) });

  function key(event) {
    event.stopPropagation();
    if (event.key === "Tab") return close();
    const move = MOVES[event.key];
    if (move) { event.preventDefault(); move(); } else if (!search && event.key.length === 1) letter(event.key);
  }

  function settle() {
    const place = anchor.getBoundingClientRect();
    const below = innerHeight - place.bottom - 12, above = place.top - 12;
    const isBelow = below >= Math.min(280, box.scrollHeight) || below >= above;
    box.style.minWidth = `${Math.min(Math.max(place.width, 220), innerWidth - 16)}px`;
    box.style.maxWidth = `min(100vw - 16px, ${Math.max(place.width, 460)}px)`;
    box.style.maxHeight = `${Math.max(120, Math.min(340, isBelow ? below : above))}px`;
    box.style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = isBelow ? `${place.bottom + 4}px` : `${place.top - 4 - box.offsetHeight}px`;
  }

  box.addEventListener("keydown", key);
  box.addEventListener("mousedown", (event) => { if (event.target !== search) event.preventDefault(); });
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) close(false); });
  search?.addEventListener?.("input", narrow);
  anchor.after(box);
  anchor.setAttribute("aria-expanded", "true");
  box.showPopover();
  narrow().then(settle);
  settle();
  window.addEventListener("resize", settle);
  (search || list).focus();
  return close;
}
