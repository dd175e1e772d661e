"use strict";

// Lets one choose a document, filter its quotes by speaker and kind, and open a quote to see why.

const articles = [...document.querySelectorAll("article")];
const chooser = document.getElementById("chooser");
const panel = document.getElementById("panel");
let opener = null;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const textOf = (article) => article.querySelector(".quoteattr > div[lang]");
const quotesOf = (article) => [...article.querySelectorAll(".details > ol > li")];
const isOutermost = (quote) => quote.dataset.level === "0"; // what is said within others is not counted

// Documents: one at a time, each with an address of its own.

function buildChooser() {
  const entries = articles.map((article) => {
    const name = article.querySelector("h2").textContent.replaceAll("/", "/\u200b"); // a path may break here
    const number = make("small", {}, count(quotesOf(article).filter(isOutermost).length, "quote"));
    const link = make("a", { href: `#${article.id}` }, name, " ", number);
    return make("li", {}, link);
  });
  const wide = matchMedia("(min-width: 64.01rem)").matches;
  chooser.append(
    make("details", { open: wide }, make("summary", {}, count(articles.length, "document")), make("ol", {}, ...entries)),
  );
  chooser.hidden = false;
}

function showDocument() {
  const chosen = articles.find((article) => `#${article.id}` === location.hash) ?? articles[0];
  close();
  for (const article of articles) article.hidden = article !== chosen;
  for (const link of chooser.querySelectorAll("a")) {
    if (link.hash === `#${chosen.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  return chosen;
}

function goToDocument() {
  const heading = showDocument().querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
}

// Filters: buttons that are pressed let through; none pressed, all.

function toggle(name, value, ...children) {
  const button = make("button", { type: "button" }, ...children);
  button.dataset.name = name;
  button.dataset.value = value;
  button.setAttribute("aria-pressed", "false");
  return button;
}

function buildFilters(article) {
  for (const mark of article.querySelectorAll(".quoteattr > ul mark")) {
    const button = toggle("speaker", mark.dataset.speaker);
    mark.replaceWith(button);
    button.append(mark);
  }
  const buttons = ["direct", "mixed", "indirect"].map((kind) => {
    const number = quotesOf(article).filter((quote) => isOutermost(quote) && quote.dataset.kind === kind).length;
    return toggle("kind", kind, `${kind} (${number})`);
  });
  const status = make("p");
  status.setAttribute("role", "status");
  const bar = make("div", { className: "filter" }, ...buttons, status);
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Filter by kind");
  textOf(article).before(bar);
  article.addEventListener("click", (event) => {
    const button = event.target.closest("button[aria-pressed]");
    if (!button) return;
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "false");
    filter(article);
  });
  filter(article);
}

function pressed(article, name) {
  return new Set([...article.querySelectorAll(`button[data-name=${name}][aria-pressed=true]`)].map((b) => b.dataset.value));
}

function filter(article) {
  const speakers = pressed(article, "speaker");
  const kinds = pressed(article, "kind");
  const isShown = quotesOf(article).map(
    ({ dataset: { speakers: ids, kind } }) =>
      (!speakers.size || ids.split(" ").some((id) => speakers.has(id))) && (!kinds.size || kinds.has(kind)),
  );
  for (const piece of article.querySelectorAll("[data-quote]")) {
    const numbers = piece.dataset.quote.split(" "); // its own, then those of the quotes around it
    piece.classList.toggle("off", !numbers.some((number) => isShown[number]));
    if (piece.hasAttribute("tabindex")) piece.tabIndex = isShown[numbers[0]] ? 0 : -1;
  }
  const outermost = quotesOf(article).map(isOutermost);
  const shown = isShown.filter((yes, number) => yes && outermost[number]).length;
  const all = outermost.filter(Boolean).length;
  article.querySelector(".filter [role=status]").textContent = `${shown} of ${count(all, "quote")} shown`;
}

// Quotes: a click, Enter or the space bar opens the details, Escape closes them.

function open(mark) {
  const article = mark.closest("article");
  const number = parseInt(mark.dataset.quote); // its own; those of the quotes around it follow
  close();
  opener = textOf(article).querySelector(`mark[data-quote="${mark.dataset.quote}"][tabindex]`);
  for (const piece of textOf(article).querySelectorAll(`[data-quote~="${number}"]`)) piece.classList.add("on");
  const details = quotesOf(article)[number].cloneNode(true);
  const button = make("button", { type: "button", onclick: () => close() }, "Close");
  const heading = make("h3", {}, `Quote ${details.dataset.id}`);
  panel.replaceChildren(make("header", {}, heading, button), ...details.childNodes);
  panel.hidden = false;
  opener?.setAttribute("aria-expanded", "true");
  mark.scrollIntoView({ block: "nearest" }); // a narrow window has the details over the text
  panel.focus({ preventScroll: true });
}

function close() {
  if (panel.hidden) return;
  const hadFocus = panel.contains(document.activeElement);
  for (const piece of document.querySelectorAll(".on")) piece.classList.remove("on");
  panel.hidden = true;
  opener?.setAttribute("aria-expanded", "false");
  if (hadFocus) opener?.focus();
}

function buildQuotes(article) {
  for (const mark of article.querySelectorAll("mark[tabindex]")) {
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-expanded", "false");
    mark.setAttribute("aria-controls", panel.id);
  }
  const text = textOf(article);
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark:not(.off)");
    if (mark) open(mark);
  });
  text.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || !event.target.matches("mark:not(.off)")) return;
    event.preventDefault();
    open(event.target);
  });
  article.querySelector(".details").hidden = quotesOf(article).length > 0;
}

panel.tabIndex = -1;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
for (const article of articles) {
  buildFilters(article);
  buildQuotes(article);
}
if (articles.length > 1) buildChooser();
if (articles.length) {
  showDocument();
  addEventListener("hashchange", goToDocument);
}
