// From the address to what is seen.

const search = document.getElementById("search");
const views = document.getElementById("views");
const state = document.getElementById("status");

function show() {
  const wanted = shownNow();
  const tests = testsOf(wanted);
  const found = selected(all.quotes, tests);
  const documents = documentsOf(found, tests);
  const one =
    byKey.get(wanted.get("document")) ?? (wanted.has("view") || all.documents.length !== 1 ? null : all.documents[0]);
  const view = one ? "document" : wanted.get("view") === "documents" ? "documents" : "quotes";
  document.body.dataset.view = view;
  for (const link of views.querySelectorAll("a")) {
    link.href = addressWith({ document: null, quote: null, view: link.dataset.view });
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (search.q !== document.activeElement) search.q.value = wanted.get("q") ?? "";
  filters.hidden = view === "document";
  listed.hidden = view === "document";
  document.getElementById("left").hidden = view === "document";
  say(found, documents, tests, one);
  if (one) {
    showDocument(one, wanted, tests, documents);
    return;
  }
  const left = closeDocument();
  showFilters(wanted, tests);
  if (view === "quotes") showList(found, wanted, quoteList);
  else showList(documents, wanted, documentList);
  if (left) reach(openers().find((link) => link.dataset.focus === left || link.dataset.focus.startsWith(`${left} `)));
}

function say(found, documents, tests, one) {
  const outermost = (quotes) => quotes.filter((quote) => !quote.level).length;
  const total = one ? outermost(one.quotes) : outermost(all.quotes);
  const shown = one ? outermost(selected(one.quotes, tests)) : outermost(found);
  const where = one ? "" : ` in ${counted(tests.length ? documents.length : all.documents.length, "document")}`;
  const within = (one ? selected(one.quotes, tests) : found).filter((quote) => quote.level).length;
  const inner = within ? `, and ${within.toLocaleString("en")} within ${total === 1 ? "it" : "them"}` : "";
  state.textContent = tests.length
    ? `${shown.toLocaleString("en")} of ${counted(total, "quote")}${where} shown${inner}`
    : `${counted(total, "quote")}${where}${inner}`;
}

let typing;
search.q.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => go({ q: search.q.value.trim(), quote: null }, { replaces: true }), 150);
});
search.addEventListener("submit", (event) => event.preventDefault());

document.body.classList.add("live");
closeDocument();
readAll(() => {
  for (const element of [search, views, document.getElementById("keys")]) element.hidden = false;
  findFacets();
  show();
}).catch((error) => {
  state.textContent = `Not all could be read: ${error.message}`;
  throw error;
});
addEventListener("hashchange", show);
