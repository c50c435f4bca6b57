// What people do, sent to the local Slack.

import { looking } from "./store.js";
import { note } from "./notes.js";

const token = document.querySelector("meta[name=page-token]").content;

/** Carries out one act as the person of this tab; returns { ok, seen, errors, options }. */
export async function act(name, body = {}) {
  try {
    const answer = await fetch("/page/act", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Page-Token": token },
      body: JSON.stringify({ act: name, as: looking.as, ...body }),
    });
    return await answer.json();
  } catch {
    return { ok: false, seen: "The local Slack can't be reached. Is it still running?" };
  }
}

/** The same, and whatever went wrong is said. */
export async function actAloud(name, body) {
  const answer = await act(name, body);
  if (answer.seen) note(answer.seen);
  return answer;
}
