// The list of quotes, each in its sentences, below their documents; and the list of documents.

const PAGE = 100; // quotes and documents that are shown at first, and how many more each time
const listed = document.getElementById("listed");
let shownList = { address: "", length: PAGE };

function showList(found, wanted, makeList) {
  const address = addressWith({ quote: null }, wanted);
  const focused =
    listed.contains(document.activeElement) && address === shownList.address
      ? document.activeElement.dataset.focus
      : undefined;
  if (address !== shownList.address) shownList = { address, length: PAGE };
  listed.replaceChildren(...makeList(found.slice(0, shownList.length)));
  if (!found.length)
    listed.append(make("p", {}, all.quotes.length ? "Nothing fits these filters." : "No quotes found."));
  if (found.length > shownList.length) {
    const more = make(
      "button",
      { type: "button", className: "more" },
      `Show more of ${found.length.toLocaleString("en")}`,
    );
    more.addEventListener("click", () => showMore());
    listed.append(more);
  }
  if (focused) listed.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

function showMore() {
  const before = openers().length;
  shownList.length += PAGE;
  show();
  openers()[before]?.focus();
}

const openers = () => [...listed.querySelectorAll("a.open")];

function quoteList(quotes) {
  const groups = [];
  for (const quote of quotes) {
    if (groups.at(-1)?.document !== quote.document) groups.push({ document: quote.document, quotes: [] });
    groups.at(-1).quotes.push(quote);
  }
  return groups.map(({ document: one, quotes: some }) =>
    make("section", { className: "document" }, headingOf(one), make("ol", {}, ...some.map(quoteItem))),
  );
}

function headingOf(one) {
  const link = make("a", { href: addressWith({ document: one.key, quote: null, view: null }) }, breakable(one.title));
  return make("h2", {}, link, " ", make("small", {}, aboutOf(one)));
}

const aboutOf = (one) =>
  Object.entries(one.meta)
    .filter(([key, value]) => value !== one.title && value.length < 60 && key !== "url")
    .map(([, value]) => value)
    .join(" · ");

function quoteItem(quote) {
  const item = make("li", { className: quote.level ? "within" : "" });
  const who = make("p", { className: "who" });
  speakersOf(quote).forEach((name, place) => {
    const link = make("a", { href: addressWith({ speaker: name, quote: null }) }, name);
    if (name === NOBODY) link.className = "nobody";
    who.append(place ? " and " : "", link);
  });
  if (quote.role) who.append(make("span", { className: "role" }, `, ${quote.role}`));
  if (quote.within) who.append(make("span", { className: "role" }, `, in the words of ${quote.within}`));
  const open = make(
    "a",
    { className: "open", href: addressWith({ document: quote.document.key, quote: quote.id, view: null }) },
    "in the text",
  );
  open.dataset.focus = `${quote.document.key} ${quote.id}`;
  const words = make("p", { className: "words", dir: "auto" }, ...quote.pieces.map(pieceOf));
  item.append(
    who,
    words,
    make("p", { className: "below" }, make("span", { className: "kind" }, quote.kind), " ", open),
  );
  return item;
}

function pieceOf([text, look]) {
  if (!look) return text;
  return make(look === "quote" || look === "inner" ? "mark" : "u", { className: look }, text);
}

function documentList(documents) {
  const items = documents.map(({ one, number }) => {
    const link = make(
      "a",
      { className: "open", href: addressWith({ document: one.key, quote: null, view: null }) },
      breakable(one.title),
    );
    link.dataset.focus = one.key;
    const lead = one.lead && one.lead !== one.title ? [make("p", { className: "lead", dir: "auto" }, one.lead)] : [];
    return make(
      "li",
      {},
      make("p", { className: "who" }, link, " ", make("small", {}, aboutOf(one))),
      ...lead,
      make("p", { className: "below" }, counted(number, "quote")),
    );
  });
  return [make("ol", { className: "documents" }, ...items)];
}

// Documents with their number of outermost quotes that fit; without filters, those without a quote too.
function documentsOf(found, tests) {
  const numbers = new Map(tests.length ? [] : all.documents.map((one) => [one, 0]));
  for (const quote of found) numbers.set(quote.document, (numbers.get(quote.document) ?? 0) + (quote.level ? 0 : 1));
  return [...numbers].map(([one, number]) => ({ one, number }));
}
