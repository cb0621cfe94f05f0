// One phone: what its chat shows, and what is done on it.

import { button, draw, row } from "./message.js";
import { asDay, copy, element, fill, post, said, slot, tell } from "./words.js";

const REFERRING = ["for", "aria-labelledby", "aria-controls"];
const TOAST = 6000; // milliseconds

export class Phone {
  constructor(key) {
    this.key = key;
    this.root = copy("phone").querySelector("section");
    this.root.id = `seat-${key}`;
    this.nameParts();
    this.log = this.root.querySelector(".log");
    this.field = this.root.querySelector("textarea");
    this.form = slot(this.root, "form");
    this.menu = slot(this.root, "menu");
    this.shown = new Map();
    this.doing = { what: "say", message: 0 };
    this.toasts = null;
    this.isPressing = false; // and so waits for the bot to answer in a few words
    this.seenTo = null; // the newest message that was looked at
    this.isOpen = true;
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("keydown", (event) => this.keyed(event));
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.field.addEventListener("input", () => this.fit());
  }

  // The parts of a phone refer to one another, so their ids carry its key.
  nameParts() {
    for (const one of this.root.querySelectorAll("[data-id]")) one.id = `${this.root.id}-${one.dataset.id}`;
    for (const one of [this.root, ...this.root.querySelectorAll("*")]) {
      for (const name of REFERRING) {
        if (one.hasAttribute(name)) one.setAttribute(name, `${this.root.id}-${one.getAttribute(name)}`);
      }
    }
  }

  async act(what, more) {
    tell("");
    this.isPressing = what === "press";
    try {
      await post("/rehearsal/act", { seat: this.key, what, ...more });
      return true;
    } catch {
      tell(said("cannot"));
      return false;
    }
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const { what, message } = this.doing;
    this.leave();
    this.write("");
    if (!(await this.act(what, { text, message })) && !this.field.value) this.write(text);
  }

  clicked(event) {
    const pressed = event.target.closest("[data-do]");
    if (!pressed) return;
    const message = pressed.closest(".message");
    const { text, latitude, longitude } = pressed.dataset;
    switch (pressed.dataset.do) {
      case "skip": this.focus(); break;
      case "menu": this.open(this.menu.hidden); break;
      case "reply": this.take("say", message); break;
      case "edit": this.take("edit", message); break;
      case "leave": this.leave(); this.field.focus(); break;
      case "press": this.act("press", { text, message: Number(message?.dataset.id || 0) }); break;
      case "location": this.act("location", { latitude, longitude }); this.close(); break;
      case "photo":
      case "document": this.act(pressed.dataset.do, { text: this.field.value.trim() }); this.write(""); this.close(); break;
      default: this.act(pressed.dataset.do, { text }); this.close();
    }
  }

  keyed(event) {
    if (event.key === "Enter" && event.target === this.field && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      if (!this.menu.hidden) this.close();
      else if (this.doing.message) { this.leave(); this.field.focus(); }
    }
  }

  open(isOpen) {
    this.menu.hidden = !isOpen;
    const opener = this.form.querySelector('[data-do="menu"]');
    opener.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? this.menu.querySelector("button:not([hidden])") : opener).focus();
  }

  close() {
    if (!this.menu.hidden) this.open(false);
  }

  // What is typed next answers a message, or takes its place.
  take(what, message) {
    const text = slot(message, "words").textContent;
    this.leave();
    this.doing = { what, message: Number(message.dataset.id) };
    slot(this.root, "answering").hidden = false;
    const quote = text.slice(0, 60);
    slot(this.root, "answered").textContent = said(what === "edit" ? "editing" : "replying", { quote });
    if (what === "edit") this.write(text);
    this.field.focus();
  }

  leave() {
    if (this.doing.what === "edit") this.write("");
    this.doing = { what: "say", message: 0 };
    slot(this.root, "answering").hidden = true;
    slot(this.root, "answered").textContent = "";
  }

  write(text) {
    this.field.value = text;
    this.fit();
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 128)}px`;
  }

  // Where somebody who was brought here begins.
  focus() {
    const first = [...this.root.querySelectorAll(".main")].find((each) => each.checkVisibility());
    (first ?? this.field).focus();
  }

  get last() {
    return Math.max(0, ...this.shown.keys());
  }

  get news() {
    let count = 0;
    for (const [id, one] of this.shown) if (id > this.seenTo && one.by !== "me") count += 1;
    return count;
  }

  show(view, languages) {
    if (view.chat !== this.chat) this.begin(view);
    this.part = view.part;
    this.name = view.group || view.who;
    slot(this.root, "name").textContent = this.name;
    const language = languages.get(view.language) ?? view.language;
    const part = view.group ? "member" : view.part;
    this.redraw("part", [[part, view.who, language]], () => copy(part, { who: view.who, language }));
    slot(this.root, "title").textContent = view.title;
    slot(this.root, "face").textContent = [...view.title][0] || "";
    slot(this.root, "typing").hidden = !view.is_typing;
    slot(this.root, "own").hidden = Boolean(view.group);
    for (const one of this.menu.querySelectorAll('[data-do="language"]')) {
      one.setAttribute("aria-pressed", String(one.dataset.text === view.language));
    }
    fill(this.root, "about", view.about);
    this.showFoot(view);
    this.redraw("keys", view.keyboard, (keys) => row(keys.map((text) => ({ text, data: null, link: "" }))));
    this.redraw("commands", view.commands, (command) => {
      const one = button("say", undefined, `/${command.name}`);
      one.append(element("b", `/${command.name}`), element("span", command.about));
      return one;
    });
    this.showToast(view);
    this.showMessages(view.messages);
    this.seenTo ??= this.last;
  }

  begin(view) {
    this.chat = view.chat;
    this.root.classList.add(view.part);
    this.root.classList.toggle("group", Boolean(view.group));
    this.log.replaceChildren();
    this.shown.clear();
    this.toasts = null;
    this.seenTo = null;
    this.leave();
  }

  showFoot(view) {
    const held = document.activeElement;
    const wasHere = held && this.root.contains(held) && held.closest(".foot");
    slot(this.root, "start").hidden = view.has_started;
    slot(this.root, "unblock").hidden = !view.is_blocked;
    this.form.hidden = !view.has_started || view.is_blocked;
    if (this.form.hidden) { this.menu.hidden = true; this.leave(); }
    if (wasHere && !held.checkVisibility()) this.focus();
  }

  showMessages(messages) {
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const first = this.shown.size === 0;
    const present = new Set(messages.map((one) => one.id));
    for (const [id, old] of this.shown) {
      if (!present.has(id)) { this.rescue(old.node, null); old.node.remove(); this.shown.delete(id); }
    }
    let day = "", added = false;
    for (const one of messages) {
      const its = asDay.format(new Date(one.at));
      const old = this.shown.get(one.id);
      if (!old || old.revision !== one.revision) {
        const node = draw(one, its === day ? "" : its, `/rehearsal/picture/${this.key}/${one.id}`);
        if (old) { this.rescue(old.node, node); old.node.replaceWith(node); } else { this.log.append(node); added = true; }
        this.shown.set(one.id, { node, revision: one.revision, by: one.by });
      }
      day = its;
    }
    if (atEnd || first || (added && messages.at(-1).by === "me")) this.toEnd();
    this.log.setAttribute("aria-busy", "false");
  }

  // At once: a slow way there would take the next message for a look back.
  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  // Keeps the keyboard's place when the thing under it is redrawn.
  rescue(old, node) {
    if (!old.contains(document.activeElement)) return;
    queueMicrotask(() => (node?.querySelector(".buttons button") ?? this.log).focus({ preventScroll: true }));
  }

  // Redraws only what changed, so that the keyboard does not lose its place.
  redraw(name, what, make) {
    const place = slot(this.root, name), now = JSON.stringify(what);
    if (place.dataset.drawn === now) return;
    place.dataset.drawn = now;
    place.hidden = !what.length;
    place.replaceChildren(...what.map(make));
  }

  showToast(view) {
    if (this.isPressing && view.toasts > this.toasts) {
      this.isPressing = false;
      fill(this.root, "toast", view.toast);
      clearTimeout(this.hiding);
      this.hiding = setTimeout(() => fill(this.root, "toast", ""), TOAST);
    }
    this.toasts = view.toasts;
  }
}
