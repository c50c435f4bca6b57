// What each kind of menu offers, and what is chosen in it, as { value, label, description, group }.

import { act } from "./server.js";
import { part } from "./store.js";
import { channelName, personName } from "./names.js";
import { emoji } from "./emoji.js";

const plain = (text) => text.text.replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name)).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Slack's option object. */
export const asOption = (option, group) => ({
  value: option.value, label: option.text.type === "mrkdwn" ? plain(option.text) : option.text.text,
  description: option.description?.text, group,
});

const groups = (element) => [
  ...(element.options ?? []).map((one) => asOption(one)),
  ...(element.option_groups ?? []).flatMap((group) => group.options.map((one) => asOption(one, group.label.text))),
];

const people = () => Object.values(part("people")).filter((one) => !one.is_bot && !one.is_deleted)
  .map((one) => ({ value: one.id, label: one.name, description: one.title }));

const channels = () => Object.entries(part("channels")).map(([value, name]) => ({ value, label: `#${name}` }));

const asPerson = (id) => ({ value: id, label: personName(id) });
const asChannel = (id) => ({ value: id, label: `#${channelName(id)}` });
const one = (value, read) => (value ? [read(value)] : []);

/** How each kind of menu is filled and read; `slot` is where its state keeps what is chosen. */
export const MENUS = {
  static_select: { slot: "selected_option", offered: groups, read: (value) => one(value, asOption) },
  external_select: { slot: "selected_option", offered: () => [], read: (value) => one(value, asOption), isAsked: true },
  multi_static_select: { slot: "selected_options", offered: groups, read: (all) => all.map((each) => asOption(each)), many: true },
  users_select: { slot: "selected_user", offered: people, read: (value) => one(value, asPerson) },
  multi_users_select: { slot: "selected_users", offered: people, read: (all) => all.map(asPerson), many: true },
  channels_select: { slot: "selected_channel", offered: channels, read: (value) => one(value, asChannel) },
  conversations_select: { slot: "selected_conversation", offered: channels, read: (value) => one(value, asChannel) },
};

/** Asks the app for the options of an external select; each is then named by its label. */
export const asker = (where, block, element) => async (query) => {
  if (query.length < (element.min_query_length ?? 3)) return [];
  const answer = await act("suggest", { ...where, block: block.block_id, action: element.action_id, query });
  return (answer.options ?? []).map((option) => ({ ...asOption(option), value: option.text.text }));
};
