// Draws one message of a chat. Every word comes from demo.html or from the chats; texts are set
// as text, never as markup.

const zone = document.documentElement.dataset.zone;
const language = document.documentElement.lang;
const inZone = (shape) => new Intl.DateTimeFormat(language, { timeZone: zone, ...shape });
const asTime = inZone({ hour: "2-digit", minute: "2-digit" });
export const asDay = inZone({ weekday: "long", day: "numeric", month: "long" });
export const asMoment = inZone({ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

export const words = (name) => document.getElementById(`words-${name}`);
const copy = (name) => words(name).content.cloneNode(true);
export const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);

export function element(tag, text, look) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (look) made.className = look;
  return made;
}

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
    const outer = element("a");
    outer.href = link;
    outer.target = "_blank";
    outer.rel = "noopener noreferrer";
    outer.append(made);
    return outer;
  }
  if (styles.includes("bot_command")) {
    const outer = element("button", undefined, "command");
    outer.type = "button";
    outer.dataset.do = "say";
    outer.dataset.text = text;
    outer.append(made);
    return outer;
  }
  return made;
}

export function draw(one, day, picture) {
  const root = copy("message").firstElementChild;
  root.classList.add(one.by);
  root.classList.toggle("notice-message", one.kind === "notice");
  root.dataset.id = one.id;
  fill(root, "day", day);
  slot(root, "by").textContent = one.by === "me" ? words("mine").content.textContent : one.name;
  slot(root, "forwarded").hidden = !one.is_forwarded;
  if (one.reply_to) {
    slot(root, "quoted").hidden = false;
    slot(root, "quoted-name").textContent = one.reply_to.name;
    slot(root, "quoted-text").textContent = one.reply_to.text;
  }
  slot(root, "words").append(...one.pieces.map(piece));
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
  const made = one.kind === "notice" && words(one.about.notice) && one.about.name ? one.about.notice : one.kind;
  place.append(copy(made));
  for (const [name, value] of Object.entries(one.about)) if (slot(place, name)) slot(place, name).textContent = value;
  const picture = slot(place, "picture");
  if (!picture) return;
  picture.width = one.about.width;
  picture.height = one.about.height;
  const caption = one.pieces.map(([text]) => text).join("");
  if (caption) picture.alt = caption;
  picture.src = address;
}

export function row(buttons) {
  const made = element("div", undefined, "row");
  for (const button of buttons) {
    const one = element(button.link ? "a" : "button", button.text);
    if (buttons.length > 4) one.className = "tight";
    if (button.link) { one.href = button.link; one.target = "_blank"; one.rel = "noopener noreferrer"; } else {
      one.type = "button";
      one.dataset.do = "press";
      one.dataset.text = button.data ?? button.text;
    }
    made.append(one);
  }
  return made;
}

export function fill(root, name, text) {
  slot(root, name).textContent = text;
  slot(root, name).hidden = !text;
}
