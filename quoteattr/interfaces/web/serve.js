"use strict";

// Sends texts and files to the program on this machine, tells how far they are, and shows what was found.

const JUDGEMENTS = ["", "right", "other speaker", "other words", "no quotation"]; // those of quoteattr.trust.judging
const MOST = 20_000_000; // bytes of one upload; the program says no too
const AT_ONCE = 200; // rows of the table
const SETTLING = 5_000; // milliseconds between two drawings while files are read
const LONG = 100_000; // letters that a browser shows in a field without getting slow
const at = (id) => document.getElementById(id);
let ids = JSON.parse(sessionStorage.getItem("jobs") ?? "[]"); // of this tab
let states = new Map();
let rows = [];
let shown = AT_ONCE;
let seen = ""; // what the view below shows
let drawn = 0; // and since when
let isStale = false; // whether the marks lack a judgement
let timer = null;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const asked = () => `ids=${ids.join(",")}`;

// What is said to the program; what it refuses is told above the list.

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Error("The program does not answer. Is it still running?");
  }
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

function tell(message) {
  at("trouble").textContent = message;
  at("trouble").hidden = !message;
}

function keep(list) {
  ids = list;
  sessionStorage.setItem("jobs", JSON.stringify(ids));
}

async function give(name, body) {
  if (body.size > MOST) throw new Error(`${name}: larger than 20 MB, the most that one upload may be. Split it.`);
  const columns = { text_column: at("text-column").value, id_column: at("id-column").value };
  const answer = await ask(`jobs?${new URLSearchParams({ name, ...columns })}`, { method: "POST", body });
  const job = await answer.json();
  keep([...ids, job.id]);
}

async function giveAll(files) {
  const troubles = [];
  for (const [name, body] of files) {
    try {
      await give(name, body);
    } catch (error) {
      troubles.push(error.message.startsWith(name) ? error.message : `${name}: ${error.message}`);
    }
    tell(troubles.join(" "));
    watch();
  }
}

// Jobs: asked for every now and then, as long as one is not done.

async function watch() {
  clearTimeout(timer);
  if (!ids.length) return draw([]);
  const known = new Set(ids); // more may be given while the answer is on its way
  try {
    const jobs = await (await ask(`jobs?${asked()}`)).json();
    const kept = new Set(jobs.map((job) => job.id));
    keep(ids.filter((id) => kept.has(id) || !known.has(id)));
    draw(jobs);
    if (jobs.some(isOpen)) timer = setTimeout(watch, 400);
  } catch (error) {
    tell(error.message);
  }
}

const isOpen = (job) => job.state === "waiting" || job.state === "running";

function draw(jobs) {
  states = new Map(jobs.map((job) => [job.id, job]));
  const list = at("jobs");
  for (const item of [...list.children]) if (!states.has(item.dataset.id)) item.remove();
  for (const job of jobs) {
    let item = [...list.children].find((one) => one.dataset.id === job.id);
    if (!item) list.append((item = make("li")));
    if (item.dataset.state === JSON.stringify(job)) continue;
    const hadFocus = item.contains(document.activeElement);
    item.dataset.id = job.id;
    item.dataset.state = JSON.stringify(job);
    item.replaceChildren(...pieces(job));
    if (hadFocus) item.querySelector("button").focus();
  }
  const done = jobs.filter((job) => job.documents && !isOpen(job));
  at("found").hidden = !done.length;
  const now = done.map((job) => job.id).join();
  const isTime = !jobs.some(isOpen) || Date.now() - drawn > SETTLING; // many files are not drawn one by one
  if (now && now !== seen && isTime) {
    seen = now;
    drawn = Date.now();
    refresh();
  }
}

function pieces(job) {
  const words = { waiting: "waiting", running: `${Math.floor(job.share * 100)} % read`, failed: "not read", stopped: "stopped", done: "read" };
  const numbers = job.documents ? `, ${count(job.documents, "text")}, ${count(job.quotes, "quote")}` : "";
  const button = isOpen(job)
    ? make("button", { type: "button", onclick: () => change(`jobs/${job.id}/stop`, "POST") }, "Stop")
    : make("button", { type: "button", onclick: () => change(`jobs/${job.id}`, "DELETE") }, "Remove");
  button.setAttribute("aria-label", `${button.textContent} ${job.name}`);
  const bar = isOpen(job) ? [make("progress", { value: job.share, ariaLabel: `How far ${job.name} is` })] : [];
  const said = job.messages.map((message) => make("p", { className: "message" }, message));
  const state = make("span", { className: "said" }, words[job.state] + numbers);
  return [make("span", { className: "name" }, job.name), button, ...bar, state, ...said];
}

async function change(address, method) {
  try {
    await ask(address, { method });
  } catch (error) {
    tell(error.message);
  }
  watch();
}

// What was found: the marked texts in a frame of their own, a table, and files to save.

async function refresh() {
  drawMarks();
  for (const form of ["xlsx", "csv", "json", "html"]) at(`save-${form}`).href = `quotes.${form}?${asked()}`;
  try {
    rows = await (await ask(`rows?${asked()}`)).json();
  } catch (error) {
    return tell(error.message);
  }
  drawRows();
}

function choose(name) {
  for (const one of ["marks", "table"]) {
    at(one).hidden = one !== name;
    at(`show-${one}`).setAttribute("aria-selected", String(one === name));
  }
  if (name === "marks" && isStale) drawMarks();
}

function drawMarks() {
  isStale = false;
  at("page").src = `marked?${asked()}${at("every").checked ? "&every" : ""}`;
}

function drawRows() {
  const words = at("words").value.toLowerCase();
  const kind = at("kind").value;
  const fits = rows.filter(
    (row) =>
      (at("every").checked || !row.weak) &&
      (!kind || row.kind === kind) &&
      `${row.speaker} ${row.right_speaker} ${row.role} ${row.words}`.toLowerCase().includes(words),
  );
  at("rows").replaceChildren(...fits.slice(0, shown).map(drawRow));
  at("count").textContent = `${fits.length} of ${count(rows.length, "quote")}`;
  at("more").hidden = fits.length <= shown;
}

function drawRow(row) {
  const line = make("tr");
  const speaker = make("td");
  const pieces = row.context.replaceAll("⟧", "⟦").split("⟦"); // what stands around the quote, and the quote, in turn
  const context = pieces.map((piece, place) => make(place % 2 ? "mark" : "span", {}, piece));
  const about = [row.kind, row.cue, row.id].filter((piece) => piece !== "").join(" · ");
  const around = make("details", {}, make("summary", {}, about), ...context);
  const quote = make("td", {}, make("p", { className: "words" }, row.words), around);
  const choice = make("select", { ariaLabel: `Is this right: ${row.words.slice(0, 60)}` });
  choice.append(...JUDGEMENTS.map((name) => make("option", { value: name }, name || "not judged")));
  choice.value = row.judgement;
  const who = make("input", { value: row.right_speaker, placeholder: "who?", ariaLabel: "Who speaks?", autocomplete: "off" });
  const update = () => {
    const isOther = row.judgement === "other speaker";
    who.hidden = !isOther;
    line.classList.toggle("gone", row.judgement === "no quotation");
    const name = isOther ? row.right_speaker : row.speaker;
    speaker.replaceChildren(make("strong", {}, name || "nobody named"), ...(row.role && !isOther ? [make("br"), row.role] : []));
  };
  choice.onchange = () => judge(row, { judgement: choice.value }).then(update);
  who.onchange = () => judge(row, { right_speaker: who.value }).then(update);
  update();
  line.append(speaker, quote, make("td", {}, choice, who));
  return line;
}

async function judge(row, said) {
  Object.assign(row, said);
  const body = JSON.stringify({ document: row.document, quote: row.quote, judgement: row.judgement, right_speaker: row.right_speaker });
  try {
    await ask(`jobs/${row.job}/judgements`, { method: "POST", body });
    isStale = true;
  } catch (error) {
    tell(error.message);
  }
}

at("read").onclick = () => {
  const text = at("text").value;
  if (!text.trim()) return tell("Paste a text first.");
  giveAll([["pasted text", new Blob([text])]]);
};
at("text").onpaste = (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (text.length < LONG) return;
  event.preventDefault();
  giveAll([["pasted text", new Blob([text])]]);
};
at("files").onchange = (event) => {
  giveAll([...event.target.files].map((file) => [file.name, file])).then(() => (event.target.value = ""));
};
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    at("drop").classList.toggle("over", name === "dragover");
    if (name === "drop") giveAll([...event.dataTransfer.files].map((file) => [file.name, file]));
  });
}
at("show-marks").onclick = () => choose("marks");
at("show-table").onclick = () => choose("table");
at("every").onchange = refresh;
at("words").oninput = at("kind").onchange = () => {
  shown = AT_ONCE;
  drawRows();
};
at("more").onclick = () => {
  shown += AT_ONCE;
  drawRows();
};
watch();
