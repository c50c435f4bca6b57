// The emoji a work app is likely to use, by their short codes; any other stays as it is written.

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️",
  bell: "🔔", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", clock9: "🕘", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", chart_with_upwards_trend: "📈", bar_chart: "📊", clipboard: "📋",
  memo: "📝", pushpin: "📌", mag: "🔍", bulb: "💡", speech_balloon: "💬", wave: "👋", pray: "🙏",
  eyes: "👀", raising_hand: "🙋", handshake: "🤝", muscle: "💪", clap: "👏", tada: "🎉", heart: "❤️",
  green_heart: "💚", star: "⭐", sparkles: "✨", house: "🏠", school: "🏫", car: "🚗", scales: "⚖️",
  balance_scale: "⚖️", lock: "🔒", key: "🔑", gear: "⚙️", link: "🔗", envelope: "✉️", phone: "☎️",
  information_source: "ℹ️", question: "❓", exclamation: "❗", red_circle: "🔴", large_blue_circle: "🔵",
  large_green_circle: "🟢", large_yellow_circle: "🟡", large_orange_circle: "🟠", white_circle: "⚪",
  black_circle: "⚫", arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️", arrow_left: "⬅️", slightly_smiling_face: "🙂",
  smile: "😄", thinking_face: "🤔", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎", child: "🧒", family: "👪",
};

/** A short code as people see it: the picture with its name, or ":name:" where it isn't known here. */
export const emoji = (name) => EMOJI[name] ?? `:${name}:`;
