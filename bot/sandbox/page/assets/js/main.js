// Starts the page: follows the stream and the address, and draws what either changes.

import { drawAssistant, forgetAssistant } from "./assistant.js";
import { drawModal } from "./modal.js";
import { drawPlace, writing } from "./place.js";
import { drawPlaces } from "./places.js";
import { drawFaults } from "./faults.js";
import { drawLog } from "./log.js";
import { drawThread, forgetThread } from "./thread.js";
import { drawTop, tick } from "./top.js";
import { drawTries } from "./tries.js";
import { app, place } from "./names.js";
import { panel, shut } from "./panels.js";
import { follow } from "./route.js";
import { connect, looking, onChange } from "./store.js";

function write(line) {
  writing.put(line);
  writing.box.focus();
}

function drawPanel() {
  const where = document.getElementById("panel");
  where.hidden = !panel.name;
  document.getElementById("app").classList.toggle("with-panel", Boolean(panel.name));
  if (panel.name === "thread") drawThread(where, looking.place, place(looking.place)?.kind === "im" && app().is_read_only);
  else forgetThread();
  if (panel.name === "assistant") drawAssistant(where);
  else forgetAssistant();
  if (panel.name === "log") drawLog(where);
  if (panel.name === "faults") drawFaults(where);
  if (panel.name === "tries") drawTries(where, write);
  where.dataset.shown = panel.name;
}

function draw() {
  follow();
  drawTop();
  drawPlaces();
  drawPlace();
  drawModal();
  drawPanel();
}

onChange(draw);
addEventListener("hashchange", () => {
  if (panel.name === "thread") shut();
  draw();
});
addEventListener("visibilitychange", draw);
setInterval(tick, 1000);
draw();
connect();
