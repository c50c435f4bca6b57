// What the person sees, part by part, as the server streams it; and who looks where.

const parts = new Map();
const listeners = new Set();
let socket = null;
let wait = 250;

/** Where this tab looks: a person's id and a channel's id. */
export const looking = { as: "", place: "" };

/** Whether the stream is open; `since` is when it was lost. */
export const stream = { open: false, ever: false };

/** A part by its name, or what stands in for it. */
export const part = (name, otherwise = {}) => parts.get(name) ?? otherwise;

/** The messages of the place, oldest first, replies included. */
export const messages = () => [...parts].filter(([name]) => name.startsWith("m ")).map(([, one]) => one)
  .sort((a, b) => Number(a.ts) - Number(b.ts));

/** Calls back whenever anything has changed. */
export const onChange = (heard) => listeners.add(heard);

export const tell = () => listeners.forEach((heard) => heard());

/** Looks as somebody at a place from now on. */
export function look(as, place) {
  if (as === looking.as && place === looking.place) return;
  Object.assign(looking, { as, place });
  send();
}

function send() {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(looking));
}

function take(text) {
  const news = JSON.parse(text);
  const run = parts.get("app")?.run;
  if (run && news.set.app && news.set.app.run !== run) return location.reload();
  news.gone.forEach((name) => parts.delete(name));
  Object.entries(news.set).forEach(([name, value]) => parts.set(name, value));
  tell();
}

/** Opens the stream, and opens it again whenever it is lost. */
export function connect() {
  socket = new WebSocket(`ws://${location.host}/page/stream`);
  socket.onopen = () => {
    parts.forEach((_, name) => { if (name.startsWith("m ")) parts.delete(name); });
    Object.assign(stream, { open: true, ever: true });
    wait = 250;
    send();
    tell();
  };
  socket.onmessage = (event) => take(event.data);
  socket.onclose = () => {
    stream.open = false;
    tell();
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, 5000);
  };
}
