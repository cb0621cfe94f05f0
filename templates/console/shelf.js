// Which phones lie on the table: several side by side where there is room, else one at a time.

import { Phone } from "./phone.js";
import { copy, said, slot } from "./words.js";

const isNarrow = matchMedia("(max-width: 60rem)");

export class Shelf {
  constructor(chosen) {
    this.chosen = chosen; // told of each phone that is taken up
    this.list = document.getElementById("shelf");
    this.table = document.getElementById("phones");
    this.languages = new Map(
      [...document.querySelectorAll("#joining-language option")].map((one) => [one.value, one.textContent]),
    );
    this.phones = new Map();
    this.current = null; // the phone that was taken up last
    this.held = null; // the same, until somebody turns to the room
    this.awaited = null;
    for (const kind of ["focusin", "pointerdown"]) {
      document.addEventListener(kind, ({ target }) => this.turned(target));
    }
    isNarrow.addEventListener("change", () => {
      this.arrange();
      for (const phone of this.phones.values()) phone.toEnd();
    });
  }

  show({ seats, phones }) {
    for (const [key, phone] of this.phones) if (!seats.includes(key)) this.remove(phone);
    for (const key of seats) if (!this.phones.has(key) && phones[key]) this.add(key);
    for (const [key, view] of Object.entries(phones)) {
      const phone = this.phones.get(key);
      phone.show(view, this.languages);
      slot(phone.tab, "name").textContent = phone.name;
      if (this.isLookedAt(phone)) phone.seenTo = phone.last;
    }
    this.current ??= this.phones.get(seats[0]) ?? null;
    this.arrange();
    if (this.phones.has(this.awaited)) this.bring(this.awaited);
  }

  // Once it is there, the phone lies open, and the keyboard is on it.
  bring(key) {
    const phone = this.phones.get(key);
    this.awaited = phone ? null : key;
    if (!phone) return;
    this.take(phone);
    phone.focus();
    phone.root.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  add(key) {
    const phone = new Phone(key);
    const item = copy("seat").firstElementChild;
    phone.tab = item.querySelector("button");
    phone.tab.addEventListener("click", () => this.pressed(phone));
    this.list.append(item);
    this.table.append(phone.root);
    this.phones.set(key, phone);
  }

  turned(to) {
    const root = to.closest?.(".phone");
    if (!root) this.held = null;
    else this.take([...this.phones.values()].find((one) => one.root === root));
  }

  remove(phone) {
    phone.tab.closest("li").remove();
    phone.root.remove();
    this.phones.delete(phone.key);
    if (this.current === phone) this.current = this.held = null;
  }

  pressed(phone) {
    if (!isNarrow.matches && phone.isOpen) {
      phone.isOpen = false;
      this.held = null;
      this.arrange();
    } else {
      this.take(phone);
      phone.root.scrollIntoView({ inline: "nearest", block: "nearest" });
    }
  }

  take(phone) {
    phone.isOpen = true;
    phone.seenTo = phone.last;
    const isOther = this.current !== phone;
    this.current = this.held = phone;
    this.arrange();
    if (isOther) this.chosen(phone);
  }

  isLookedAt(phone) {
    return phone === (isNarrow.matches ? this.current : this.held);
  }

  arrange() {
    const narrow = isNarrow.matches;
    for (const phone of this.phones.values()) {
      const isCurrent = phone === this.current;
      const isShown = narrow ? isCurrent : phone.isOpen;
      if (phone.root.hidden && isShown) queueMicrotask(() => phone.toEnd());
      phone.root.hidden = !isShown;
      phone.log.setAttribute("aria-live", isShown && isCurrent ? "polite" : "off");
      set(phone.tab, "aria-current", narrow && isCurrent ? "true" : null);
      set(phone.tab, "aria-pressed", narrow ? null : String(phone.isOpen));
      this.mark(phone);
    }
    document.getElementById("nobody").hidden = narrow || [...this.phones.values()].some((one) => one.isOpen);
  }

  mark(phone) {
    const number = phone.news;
    const mark = number ? said("new", { number }) : "";
    slot(phone.tab, "mark").textContent = mark;
    slot(phone.root, "mark").textContent = mark;
  }
}

function set(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}
