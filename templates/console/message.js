// Draws one message of a chat.

import { asTime, copy, element, fill, said, slot, words } from "./words.js";

// One piece of a message, in its looks.
const LOOKS = {
  bold: ["strong"], italic: ["em"], underline: ["u"], strikethrough: ["s"], code: ["code"], pre: ["code"],
  spoiler: ["span", "spoiler"], blockquote: ["span", "quote"], expandable_blockquote: ["span", "quote"],
};

function piece([text, styles, link]) {
  let made = document.createTextNode(text);
  for (const style of [...styles].reverse()) {
    if (!LOOKS[style]) continue;
    const [tag, look] = LOOKS[style];
    const outer = element(tag, undefined, look);
    outer.append(made);
    made = outer;
  }
  if (link) {
    const outer = outward(link);
    outer.append(made);
    return outer;
  }
  if (styles.includes("bot_command")) return button("say", text, text, "command");
  return made;
}

function outward(link, text) {
  const made = element("a", text);
  made.href = link;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

export function button(what, label, text, look) {
  const made = element("button", label, look);
  made.type = "button";
  made.dataset.do = what;
  made.dataset.text = text;
  return made;
}

export function draw(one, day, picture) {
  const root = copy("message").firstElementChild;
  root.classList.add(one.by);
  root.classList.toggle("notice-message", one.kind === "notice");
  root.dataset.id = one.id;
  fill(root, "day", day);
  slot(root, "by").textContent = one.by === "me" ? said("mine") : one.name;
  slot(root, "forwarded").hidden = !one.is_forwarded;
  if (one.reply_to) {
    slot(root, "quoted").hidden = false;
    slot(root, "quoted-name").textContent = one.reply_to.name;
    slot(root, "quoted-text").textContent = one.reply_to.text;
  }
  slot(root, "words").append(...one.pieces.map(piece));
  slot(root, "reply").hidden = one.by === "me" || one.kind === "notice";
  slot(root, "edit").hidden = one.by !== "me" || one.kind !== "text";
  slot(root, "edited").hidden = !one.is_edited;
  slot(root, "at").textContent = asTime.format(new Date(one.at));
  slot(root, "at").dateTime = one.at;
  if (one.kind !== "text") attach(slot(root, "attached"), one, picture);
  if (one.buttons.length) {
    slot(root, "buttons").hidden = false;
    slot(root, "buttons").append(...one.buttons.map(row));
  }
  return root;
}

function attach(place, one, address) {
  place.hidden = false;
  const known = one.kind === "notice" && words(one.about.notice) && one.about.name;
  place.append(copy(known ? one.about.notice : one.kind, one.about));
  const picture = slot(place, "picture");
  if (!picture) return;
  picture.width = one.about.width;
  picture.height = one.about.height;
  const caption = one.pieces.map(([text]) => text).join("");
  if (caption) picture.alt = caption;
  picture.src = address;
}

export function row(buttons) {
  const made = element("div", undefined, buttons.length > 4 ? "row tight" : "row");
  for (const { text, data, link } of buttons) {
    const one = link ? outward(link, text) : button("press", text, data ?? text);
    one.dir = "auto";
    made.append(one);
  }
  return made;
}
