// A document to read: its text with the quotes marked, and beside it the list of them; one may be chosen.

const place = document.getElementById("place");
let read = null; // the document that is shown

const textOf = (article) => article.querySelector(".quoteattr > div[lang]");
const itemsOf = (article) => [...article.querySelectorAll(".details > ol > li")];

async function showDocument(one, wanted, tests, documents) {
  const article = await articleOf(one).catch(() => missing(one));
  if (shownNow().toString() !== wanted.toString()) return; // meanwhile somebody went on
  const isNew = read !== one;
  if (isNew) closeDocument();
  read = one;
  if (!article.isConnected) main.append(article); // what is moved loses the focus
  prepare(article, one);
  showPlace(one, documents);
  filterMarks(article, one, wanted, tests);
  choose(article, one, wanted.get("quote"), isNew);
}

function missing(one) {
  const folder = main.dataset.prefix.split("/")[0];
  return (one.article ??= make(
    "article",
    {},
    make("h2", {}, one.title),
    make("p", { className: "warning" }, `The text is not there. Keep the folder ${folder} beside this page.`),
  ));
}

// Hides the document that is shown, and tells where in the lists it stands.
function closeDocument() {
  const left = read && [read.key, read.chosen].filter(Boolean).join(" ");
  for (const article of main.querySelectorAll(":scope > article")) article.remove();
  place.hidden = true;
  read = null;
  return left;
}

// Once for each document: its marks and entries can be pressed, its speakers are filters.
function prepare(article, one) {
  if (one.isPrepared) return;
  one.isPrepared = true;
  article.querySelector("h2").tabIndex = -1;
  for (const mark of article.querySelectorAll(".quoteattr > ul mark")) {
    const button = make("button", { type: "button" });
    button.dataset.speaker = mark.textContent;
    button.addEventListener("click", () => (location.hash = addressOfToggle("speaker", button.dataset.speaker)));
    mark.replaceWith(button);
    button.append(mark);
  }
  for (const mark of article.querySelectorAll("mark[tabindex]")) mark.setAttribute("role", "button");
  textOf(article)?.addEventListener("click", (event) => {
    const mark = event.target.closest("mark:not(.off)");
    if (mark && getSelection().isCollapsed)
      go({ quote: one.quotes[parseInt(mark.dataset.quote)].id }, { replaces: true });
  });
  itemsOf(article).forEach((item, number) => {
    const name = speakersOf(one.quotes[number]).join(" and ");
    const button = make("button", { type: "button", className: "name" }, name);
    button.addEventListener("click", () => {
      go({ quote: item.classList.contains("chosen") ? null : item.dataset.id }, { replaces: true });
    });
    item.prepend(button, make("button", { type: "button", className: "close", onclick: unchoose }, "Close"));
  });
}

function showPlace(one, documents) {
  const number = documents.findIndex((other) => other.one === one);
  const link = (other, words, rel) =>
    other
      ? make("a", { rel, href: addressWith({ document: other.one.key, quote: null }) }, words)
      : make("span", {}, words);
  place.replaceChildren(
    make("a", { href: addressWith({ document: null, quote: null, view: "quotes" }) }, "All quotes"),
    link(documents[number - 1], "← Previous", "prev"),
    make(
      "span",
      {},
      number < 0
        ? "not among those filtered"
        : `${(number + 1).toLocaleString("en")} of ${counted(documents.length, "document")}`,
    ),
    link(documents[number + 1], "Next →", "next"),
  );
  place.hidden = all.documents.length < 2;
}

function filterMarks(article, one, wanted, tests) {
  const isShown = one.quotes.map((quote) => tests.every(({ fits }) => fits(quote)));
  for (const piece of article.querySelectorAll("[data-quote]")) {
    const numbers = piece.dataset.quote.split(" "); // its own, then those of the quotes around it
    piece.classList.toggle("off", !numbers.some((number) => isShown[number]));
    if (piece.hasAttribute("tabindex")) piece.tabIndex = isShown[numbers[0]] ? 0 : -1;
  }
  const speakers = new Set(wanted.getAll("speaker"));
  for (const button of article.querySelectorAll("button[data-speaker]")) {
    button.setAttribute("aria-pressed", String(speakers.has(button.dataset.speaker)));
  }
  itemsOf(article).forEach((item, number) => (item.hidden = !isShown[number]));
}

function choose(article, one, id, isNew) {
  const number = one.quotes.findIndex((quote) => quote.id === id);
  if (number >= 0) one.chosen = id;
  article.querySelectorAll(".on").forEach((piece) => piece.classList.remove("on"));
  itemsOf(article).forEach((item, other) => {
    item.classList.toggle("chosen", other === number);
    item.querySelector(".name").setAttribute("aria-expanded", String(other === number));
  });
  if (number < 0) {
    if (isNew) goTo(article.querySelector("h2"));
    return;
  }
  for (const piece of textOf(article).querySelectorAll(`[data-quote~="${number}"]`)) piece.classList.add("on");
  const item = itemsOf(article)[number];
  const mark = [...textOf(article).querySelectorAll("mark[tabindex]")].find(
    (some) => parseInt(some.dataset.quote) === number,
  );
  if (getComputedStyle(item).position !== "fixed") item.scrollIntoView({ block: "nearest" });
  if (mark) goTo(mark, item);
}

// Moves there, unless the keyboard is in the list of quotes or in the search.
function goTo(element, item) {
  const active = document.activeElement;
  if (!item?.contains(active) && !active?.matches("input")) element.focus({ preventScroll: true });
  if (element.matches("h2")) scrollTo(0, 0);
  else element.scrollIntoView({ block: "center" });
}

function unchoose() {
  const mark = read?.article?.querySelector("mark.on[tabindex]");
  go({ quote: null }, { replaces: true });
  mark?.focus({ preventScroll: true });
}
