// Words and times. Every word comes from the page's templates or from the chats; texts are set as
// text, never as markup.

const zone = document.documentElement.dataset.zone;
const language = document.documentElement.lang;
const inZone = (shape) => new Intl.DateTimeFormat(language, { timeZone: zone, ...shape });
const time = { hour: "2-digit", minute: "2-digit" };
export const asTime = inZone(time);
export const asDay = inZone({ weekday: "long", day: "numeric", month: "long" });
export const asMoment = inZone({ weekday: "long", day: "numeric", month: "long", ...time });
export const asShortMoment = inZone({ weekday: "short", day: "numeric", month: "short", ...time });

export const words = (name) => document.getElementById(`words-${name}`);
export const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);

// A copy of a template with its slots filled.
export function copy(name, slots = {}) {
  const made = words(name).content.cloneNode(true);
  for (const [each, text] of Object.entries(slots)) {
    const place = slot(made, each);
    if (place) place.textContent = text;
  }
  return made;
}

export const said = (name, slots) => copy(name, slots).textContent;

export function element(tag, text, look) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (look) made.className = look;
  return made;
}

export function fill(root, name, text) {
  const place = slot(root, name);
  place.textContent = text;
  place.hidden = !text;
}

// The status line of the page.
export function tell(text) {
  document.getElementById("notice").textContent = text;
}

export async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Rehearsal": "1" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}
