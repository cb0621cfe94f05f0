// The rehearsal page: shows what the server says the chats look like, and sends what is done.

import { asDay, asMoment, draw, element, fill, row, slot, words } from "./demo_messages.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

function tell(name) {
  document.getElementById("notice").textContent = name ? words(name).content.textContent : "";
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Rehearsal": "1" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
}

class Phone {
  constructor(root) {
    this.root = root;
    this.name = root.dataset.panel;
    this.log = root.querySelector(".log");
    this.field = root.querySelector("textarea");
    this.form = slot(root, "form");
    this.menu = slot(root, "menu");
    this.shown = new Map();
    this.toasts = null;
    this.replyTo = 0;
    root.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    });
    this.field.addEventListener("input", () => this.fit());
    root.addEventListener("keydown", (event) => { if (event.key === "Escape") this.closed(); });
  }

  async act(what, more) {
    tell("");
    try { await post("/rehearsal/act", { panel: this.name, what, ...more }); } catch { tell("cannot"); }
  }

  send() {
    const text = this.field.value.trim();
    if (!text) return;
    this.act("say", { text, message: this.replyTo });
    this.field.value = "";
    this.fit();
    this.answering(0, "");
  }

  clicked(event) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const message = Number(button.closest(".message")?.dataset.id || 0);
    const { text, latitude, longitude } = button.dataset;
    switch (button.dataset.do) {
      case "menu": this.opened(this.menu.hidden); break;
      case "reply": this.answering(message, slot(button.closest(".message"), "words").textContent); this.field.focus(); break;
      case "no-reply": this.answering(0, ""); this.field.focus(); break;
      case "press": this.act("press", { text, message }); break;
      case "say": this.act("say", { text }); this.closed(); break;
      case "location": this.act("location", { latitude, longitude }); this.closed(); break;
      default: this.act(button.dataset.do); this.closed();
    }
  }

  opened(open) {
    this.menu.hidden = !open;
    const button = this.form.querySelector('[data-do="menu"]');
    button.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button")?.focus();
    return button;
  }

  closed() {
    if (!this.menu.hidden) this.opened(false).focus();
  }

  answering(message, text) {
    this.replyTo = message;
    slot(this.root, "answering").hidden = !message;
    slot(this.root, "quote").textContent = text.slice(0, 60);
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 128)}px`;
  }

  show(view, isNew) {
    if (isNew || view.chat !== this.chat) { this.log.replaceChildren(); this.shown.clear(); this.toasts = null; this.answering(0, ""); }
    this.chat = view.chat;
    slot(this.root, "who").textContent = view.who;
    slot(this.root, "title").textContent = view.title;
    slot(this.root, "face").textContent = [...view.title][0] || "";
    slot(this.root, "typing").hidden = !view.is_typing;
    fill(this.root, "about", view.about);
    const wasAtStart = document.activeElement?.closest(".start") && this.root.contains(document.activeElement);
    slot(this.root, "start").hidden = view.has_started;
    slot(this.root, "unblock").hidden = !view.is_blocked;
    this.form.hidden = !view.has_started || view.is_blocked;
    if (wasAtStart && !this.form.hidden) this.field.focus({ preventScroll: true });
    this.showKeys(view.keyboard);
    this.showCommands(view.commands);
    this.showToast(view);
    this.showMessages(view.messages);
  }

  showMessages(messages) {
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const first = this.shown.size === 0;
    const present = new Set(messages.map((one) => one.id));
    for (const [id, old] of this.shown) if (!present.has(id)) { this.rescue(old.node, null); old.node.remove(); this.shown.delete(id); }
    let day = "", added = false;
    for (const one of messages) {
      const its = asDay.format(new Date(one.at));
      const old = this.shown.get(one.id);
      if (!old || old.revision !== one.revision) {
        const node = draw(one, its === day ? "" : its, `/rehearsal/picture/${this.name}/${one.id}`);
        if (old) { this.rescue(old.node, node); old.node.replaceWith(node); } else { this.log.append(node); added = true; }
        this.shown.set(one.id, { node, revision: one.revision });
      }
      day = its;
    }
    if (atEnd || first || (added && messages.at(-1).by === "me")) {
      this.log.scrollTo({ top: this.log.scrollHeight, behavior: first || calm.matches ? "instant" : "smooth" });
    }
    this.log.setAttribute("aria-busy", "false");
  }

  // Keeps the keyboard's place when the thing under it is redrawn.
  rescue(old, node) {
    if (old.contains(document.activeElement)) queueMicrotask(() => (node?.querySelector(".buttons button") || this.log).focus({ preventScroll: true }));
  }

  // Redraws only what changed, so that the keyboard does not lose its place.
  redraw(name, what, make) {
    const place = slot(this.root, name), now = JSON.stringify(what);
    if (place.dataset.drawn === now) return;
    place.dataset.drawn = now;
    place.hidden = !what.length;
    place.replaceChildren(...what.map(make));
  }

  showKeys(rows) {
    this.redraw("keys", rows, (keys) => row(keys.map((text) => ({ text, data: null, link: "" }))));
  }

  showCommands(commands) {
    this.redraw("commands", commands, (command) => {
      const one = element("button");
      one.type = "button";
      one.dataset.do = "say";
      one.dataset.text = `/${command.name}`;
      one.append(element("b", `/${command.name}`), element("span", command.about));
      return one;
    });
  }

  showToast(view) {
    if (this.toasts !== null && view.toasts > this.toasts) {
      fill(this.root, "toast", view.toast);
      clearTimeout(this.hiding);
      this.hiding = setTimeout(() => fill(this.root, "toast", ""), 6000);
    }
    this.toasts = view.toasts;
  }
}

const phones = [...document.querySelectorAll("[data-panel]")].map((root) => new Phone(root));
let story = null;

function show(view) {
  const isNew = view.story !== story;
  story = view.story;
  const time = document.querySelector(".clock time");
  time.dateTime = view.now;
  time.textContent = asMoment.format(new Date(view.now));
  for (const phone of phones) phone.show(view.panels[phone.name], isNew);
  return view.count;
}

async function follow() {
  let count = "", away = false;
  for (;;) {
    try {
      const answer = await fetch(`/rehearsal/view?after=${count}`);
      if (!answer.ok) throw new Error(String(answer.status));
      count = show(await answer.json());
      if (away) { tell(""); away = false; }
    } catch {
      tell("away");
      away = true;
      await new Promise((later) => setTimeout(later, 1000));
    }
  }
}

const winds = [...document.querySelectorAll("[data-wind]")];
for (const button of winds) {
  button.addEventListener("click", async () => {
    tell(button.dataset.wind === "again" ? "starting" : "winding");
    for (const one of winds) one.disabled = true;
    try {
      await post("/rehearsal/wind", { to: button.dataset.wind });
      show(await (await fetch("/rehearsal/view")).json());
      tell("");
    } catch { tell("cannot"); }
    for (const one of winds) one.disabled = false;
    button.focus({ preventScroll: true });
  });
}

follow();
