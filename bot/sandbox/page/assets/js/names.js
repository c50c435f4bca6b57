// What people, channels and moments are called.

import { part } from "./store.js";

const LONDON = { timeZone: "Europe/London" };
const format = (options) => new Intl.DateTimeFormat("en-GB", { ...LONDON, ...options });
const CLOCK = format({ hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = format({ weekday: "long", day: "numeric", month: "long" });
const YEAR = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT = format({ weekday: "short", day: "numeric", month: "short" });

export const person = (id) => part("people")[id];
export const personName = (id) => person(id)?.name ?? id;
export const channelName = (id) => part("channels")[id] ?? id;

export const app = () => part("app", { commands: [], shortcuts: {}, turns: [], first: [], suggestions: [] });
export const place = (id) => part("places")[id];

const at = (seconds) => new Date(Number(seconds) * 1000);

/** "10:05". */
export const clockTime = (seconds) => CLOCK.format(at(seconds));

/** "Thursday 12 November", without the comma some browsers put. */
export const day = (seconds) => DAY.format(at(seconds)).replace(",", "");

export const dayAndYear = (seconds) => YEAR.format(at(seconds)).replace(",", "");

export const shortDay = (seconds) => SHORT.format(at(seconds)).replace(",", "");

/** Seconds since 1970 by the workspace's clock. */
export const now = () => Date.now() / 1000 + (part("clock").offset ?? 0);

/** Slack's <!date^…> tokens in words. */
export const DATE_WORDS = {
  date: dayAndYear,
  date_long: dayAndYear,
  date_short: shortDay,
  date_pretty: day,
  date_num: (seconds) => format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(at(seconds)),
  time: clockTime,
  time_secs: (seconds) => format({ timeStyle: "medium" }).format(at(seconds)),
};
