// What the composer offers while somebody types: slash commands with what may follow, people and channels.

import { app } from "./names.js";
import { part } from "./store.js";

const MOST = 8;

/** The words that may follow a command, as its hint says: "room | breaches | help". */
const followers = (command) => command.hint.split("|").map((one) => one.replace(/[[\]]/g, "").trim()).filter((one) => /^[a-z][a-z-]*$/.test(one));

function commands(text) {
  const { commands: all } = app();
  const typed = all.find((one) => text.startsWith(`${one.name} `));
  if (!typed) return all.filter((one) => one.name.startsWith(text)).map((one) => ({ insert: `${one.name} `, label: one.name, description: one.description, hint: one.hint }));
  const rest = text.slice(typed.name.length + 1);
  if (/\s/.test(rest) || !rest) return [];
  return followers(typed).filter((word) => word.startsWith(rest) && word !== rest).map((word) => ({ insert: `${typed.name} ${word}`, label: `${typed.name} ${word}` }));
}

function starting(all, word, members) {
  const wanted = word.toLocaleLowerCase("en-GB");
  const rank = (one) => one.words.findIndex((each) => each.toLocaleLowerCase("en-GB").startsWith(wanted)) + (members.includes(one.id) ? 0 : 10);
  return all.filter((one) => one.words.some((each) => each.toLocaleLowerCase("en-GB").startsWith(wanted))).sort((a, b) => rank(a) - rank(b));
}

const people = () => Object.values(part("people")).filter((one) => !one.is_deleted)
  .map((one) => ({ id: one.id, insert: `@${one.handle} `, label: one.name, description: `@${one.handle} · ${one.is_bot ? "App" : one.title}`, words: [one.handle, ...one.name.split(" ")] }));

const channels = () => Object.values(part("channels")).map((name) => ({ insert: `#${name} `, label: `#${name}`, words: [name] }));

/** What could be meant at the caret: { from, choices }; no choices where nothing is. `members` come first. */
export function complete(text, caret, members) {
  const before = text.slice(0, caret);
  if (before.startsWith("/") && !before.includes("\n")) {
    const found = commands(before);
    if (found.length) return { from: 0, choices: found.slice(0, MOST) };
  }
  const [, sign, word] = before.match(/(?:^|[\s(:=])([@#])([\w.-]*)$/) ?? [];
  if (!sign) return { from: caret, choices: [] };
  const all = sign === "@" ? people() : channels();
  return { from: caret - word.length - 1, choices: starting(all, word, members).slice(0, MOST) };
}

/** What may follow the command that is being typed, to show above the composer. */
export function hintFor(text) {
  const command = app().commands.find((one) => text === one.name || text.startsWith(`${one.name} `));
  return command ? { name: command.name, hint: command.hint, description: command.description } : null;
}
