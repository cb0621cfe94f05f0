// What goes on behind the chats: where somebody stands, and the road of what happened.

import { asShortMoment, element, said, slot } from "./words.js";

const HOUSE = "-"; // no name is only this
const SETTLED = 1200; // milliseconds after which messages have mostly found their way

export class Insides {
  constructor() {
    this.standing = document.getElementById("standing");
    this.road = document.getElementById("road");
    this.who = document.getElementById("standing-who");
    this.whose = document.getElementById("road-who");
    this.steps = new Map();
    this.people = [];
    this.askedAt = -Infinity;
    this.isAsking = false;
    this.isStale = false;
    this.who.addEventListener("change", () => this.refresh());
    this.whose.addEventListener("change", () => this.sift());
    for (const one of [this.standing, this.road]) one.addEventListener("toggle", () => this.refresh());
  }

  changed(phones) {
    this.people = phones.filter((one) => one.part === "person");
    choices(this.who, this.people.map((one) => [one.key, one.name]));
    if (performance.now() - this.askedAt > SETTLED) this.refresh();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.refresh(), SETTLED);
  }

  // Whoever's phone is taken up is who is looked at.
  follow(phone) {
    if (phone.part !== "person" || this.who.value === phone.key) return;
    this.who.value = phone.key;
    this.refresh();
  }

  async refresh() {
    if (this.isAsking) { this.isStale = true; return; }
    this.isAsking = true;
    this.askedAt = performance.now();
    try {
      await Promise.all([this.showStanding(), this.showRoad()]);
    } catch { /* the page says itself when the room does not answer */ }
    this.isAsking = false;
    if (this.isStale) { this.isStale = false; this.refresh(); }
  }

  async showStanding() {
    const key = this.who.value;
    slot(this.standing, "who").textContent = this.people.find((one) => one.key === key)?.name ?? "";
    if (!this.standing.open || !key) return;
    const text = await asked(`/rehearsal/standing/${encodeURIComponent(key)}`);
    if (text === this.drawn) return;
    this.drawn = text;
    const body = slot(this.standing, "body");
    const isOpen = body.querySelector("details")?.open ?? false;
    const held = [".drawn", "summary"].find((one) => body.querySelector(one)?.matches(":focus"));
    body.replaceChildren(...parsed(text).childNodes);
    const words = body.querySelector("details");
    if (words) words.open = isOpen;
    if (held) body.querySelector(held)?.focus({ preventScroll: true });
    centre(body.querySelector(".drawn"));
  }

  async showRoad() {
    if (!this.road.open) return;
    const found = [...parsed(await asked("/rehearsal/road")).children].map((node) => this.step(node));
    const place = slot(this.road, "steps");
    const wanted = new Set(found);
    for (const old of [...place.children]) if (!wanted.has(old)) old.remove();
    let at = place.firstElementChild;
    for (const node of found) {
      if (node === at) at = at.nextElementSibling;
      else place.insertBefore(node, at);
    }
    if (this.held) { this.held.focus({ preventScroll: true }); this.held = null; }
    slot(this.road, "empty").hidden = found.length > 0;
    const names = [...new Set(found.map((one) => one.dataset.who || HOUSE))].sort();
    choices(this.whose, [["", said("everybody")], ...names.map((one) => [one, one === HOUSE ? said("house") : one])]);
    this.sift();
  }

  // The one that is shown already, unless it has changed; open if that was.
  step(node) {
    const { number } = node.dataset;
    const source = node.outerHTML;
    const old = this.steps.get(number);
    if (old?.source === source) return old.node;
    for (const time of node.querySelectorAll("time")) {
      time.textContent = asShortMoment.format(new Date(time.dateTime));
    }
    if (old) {
      node.querySelector("details").open = old.node.querySelector("details").open;
      if (old.node.contains(document.activeElement)) this.held = node.querySelector("summary");
    }
    this.steps.set(number, { node, source });
    return node;
  }

  sift() {
    for (const one of slot(this.road, "steps").children) {
      one.hidden = this.whose.value !== "" && (one.dataset.who || HOUSE) !== this.whose.value;
    }
  }
}

async function asked(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

// The server has escaped every text in it.
const parsed = (text) => new DOMParser().parseFromString(text, "text/html").body;

function choices(select, wanted) {
  const now = JSON.stringify(wanted);
  if (select.dataset.drawn === now) return;
  select.dataset.drawn = now;
  const { value } = select;
  select.replaceChildren(...wanted.map(([key, name]) => {
    const one = element("option", name);
    one.value = key;
    return one;
  }));
  select.value = wanted.some(([key]) => key === value) ? value : wanted[0]?.[0] ?? "";
}

// Scrolls the map to the box where somebody is.
function centre(map) {
  const here = map?.querySelector(".here rect");
  if (!here) return;
  const { x, y, width, height } = here.getBBox();
  map.scrollLeft = x + width / 2 - map.clientWidth / 2;
  map.scrollTop = y + height / 2 - map.clientHeight / 2;
}
