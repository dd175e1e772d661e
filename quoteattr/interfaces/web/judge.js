"use strict";
const rows = JSON.parse(document.getElementById("rows").textContent);
const judgements = ["right", "other speaker", "other words", "no quotation"];
const at = (id) => document.getElementById(id);
let place = 0;
let saved = true;

function show() {
  const row = rows[place];
  at("speaker").textContent = row.speaker || "nobody";
  at("words").textContent = row.words;
  at("right").value = row.right_speaker;
  const context = at("context");
  context.replaceChildren();
  row.context_pieces.forEach((piece, number) => {
    const part = document.createElement(number % 2 ? "mark" : "span");
    part.textContent = piece;
    context.append(part);
  });
  [...at("choices").children].forEach((button, number) =>
    button.setAttribute("aria-pressed", String(row.judgement === judgements[number])));
  at("count").textContent = `${place + 1} of ${rows.length}, ${rows.filter((one) => one.judgement).length} judged`;
}

function move(step) {
  place = Math.min(rows.length - 1, Math.max(0, place + step));
  show();
}

function judge(number) {
  rows[place].judgement = judgements[number];
  saved = false;
  if (number === 1) {
    show();
    at("right").focus();
  } else {
    move(1);
  }
}

function cell(value) {
  // Spreadsheets run a cell that begins like a formula; an apostrophe keeps them from it.
  const guard = typeof value === "string" && /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? "'" : "";
  const text = value === null ? "" : guard + String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save() {
  const names = Object.keys(rows[0]).filter((name) => name !== "context_pieces");
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))];
  const text = "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "judged.csv";
  link.click();
  URL.revokeObjectURL(link.href);
  saved = true;
}

judgements.forEach((name, number) => {
  const button = document.createElement("button");
  button.append(document.createElement("kbd"), ` ${name}`);
  button.firstChild.textContent = number + 1;
  button.addEventListener("click", () => judge(number));
  at("choices").append(button);
});
at("save").addEventListener("click", save);
at("back").addEventListener("click", () => move(-1));
at("next").addEventListener("click", () => move(1));
at("right").addEventListener("input", (event) => {
  rows[place].right_speaker = event.target.value;
  saved = false;
});
at("right").addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.target.blur();
    move(1);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return;
  if ("1234".includes(event.key)) judge(Number(event.key) - 1);
  else if (event.key === "ArrowLeft") move(-1);
  else if (event.key === "ArrowRight") move(1);
  else if (event.key === "s") save();
});
window.addEventListener("beforeunload", (event) => {
  if (!saved) event.preventDefault();
});
show();
