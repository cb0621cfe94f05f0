// The rehearsal page: follows what the server says the chats look like, and moves the clock.

import { Insides } from "./insides.js";
import { Shelf } from "./shelf.js";
import { asMoment, post, said, slot, tell } from "./words.js";

const AWAY = 1000; // milliseconds before the room is asked again

const insides = new Insides();
const shelf = new Shelf((phone) => insides.follow(phone));

function show(view) {
  const time = slot(document, "time");
  time.dateTime = view.now;
  time.textContent = asMoment.format(new Date(view.now));
  shelf.show(view);
  insides.changed(view.seats.map((key) => shelf.phones.get(key)));
  return view.mark;
}

async function follow() {
  let mark = "", away = false;
  for (;;) {
    const view = await news(mark);
    if (view) mark = show(view);
    if (Boolean(view) === away) tell(view ? "" : said("away"));
    away = !view;
    if (away) await new Promise((later) => setTimeout(later, AWAY));
  }
}

// Null when the room does not answer.
async function news(mark) {
  try {
    const answer = await fetch(`/rehearsal/view?after=${mark}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// Does one thing at a time. A busy button keeps the keyboard's place, so it is not disabled.
function whenPressed(button, first, work) {
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    const busy = [...document.querySelectorAll("[data-wind], #save")];
    tell(said(first));
    for (const one of busy) one.setAttribute("aria-disabled", "true");
    try { tell(await work()); } catch { tell(said(button.id === "save" ? "unwritten" : "cannot")); }
    for (const one of busy) one.removeAttribute("aria-disabled");
  });
}

for (const button of document.querySelectorAll("[data-wind]")) {
  const to = button.dataset.wind;
  whenPressed(button, to === "again" ? "starting" : "winding", async () => {
    return (await post("/rehearsal/wind", { to })).text();
  });
}

whenPressed(document.getElementById("save"), "writing", async () => {
  const answer = await fetch("/rehearsal/story");
  if (!answer.ok) throw new Error(String(answer.status));
  const [, name] = answer.headers.get("Content-Disposition").match(/filename="(.+)"/);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), AWAY);
  return said("written", { name });
});

for (const button of document.querySelectorAll("[data-open]")) {
  const dialog = document.getElementById(button.dataset.open);
  button.addEventListener("click", () => dialog.showModal());
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

const joining = document.getElementById("joining");
const fault = document.getElementById("joining-fault");
joining.addEventListener("close", () => { fault.textContent = ""; });
joining.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const { name, language } = Object.fromEntries(new FormData(form));
  try {
    const { seat } = await (await post("/rehearsal/join", { name, language })).json();
    form.reset();
    joining.close();
    shelf.bring(seat);
  } catch {
    fault.textContent = said("taken");
    form.elements.name.focus();
  }
});

follow();
