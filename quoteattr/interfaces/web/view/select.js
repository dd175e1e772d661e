// Which quotes fit the filters of the address.

const NOBODY = "not attributed";
const NAMELESS = "without a name"; // critics, an official: those of one document are not those of another
const KINDS = ["direct", "mixed", "indirect"];
const OWN = new Set(["speaker", "kind", "sort", "q", "view", "document", "quote"]); // names that meta may not take
const MOST_VALUES = 60; // a key of meta with more is no filter

const speakersOf = (quote) => (quote.speakers.length ? quote.speakers : [NOBODY]);
const countedSpeakersOf = (quote) => [
  ...speakersOf(quote).filter((name) => !quote.nameless.includes(name)),
  ...(quote.nameless.length ? [NAMELESS] : []),
];
let facets = [];

function findFacets() {
  facets = [
    {
      name: "speaker",
      title: "Who is quoted",
      of: (quote) => [...speakersOf(quote), ...(quote.nameless.length ? [NAMELESS] : [])],
      counted: countedSpeakersOf,
      rest: [NAMELESS, NOBODY],
    },
    { name: "kind", title: "Kinds of quotes", of: (quote) => [quote.kind], order: (value) => KINDS.indexOf(value) },
    { name: "sort", title: "Kinds of speakers", of: (quote) => [quote.sort || NOBODY] },
    ...metaFacets(),
  ];
}

// Outlet, desk, date: keys of meta with few values; dates by day, month or year.
function metaFacets() {
  const values = new Map();
  for (const { meta } of all.documents) {
    for (const [key, value] of Object.entries(meta)) {
      if (!values.has(key)) values.set(key, new Set());
      values.get(key).add(value);
    }
  }
  const found = [];
  for (const [key, some] of values) {
    const dated = [...some].every((value) => /^\d{4}-\d\d(-\d\d.*)?$/.test(value));
    const length = dated
      ? [10, 7, 4].find((length) => new Set([...some].map((value) => value.slice(0, length))).size <= 24)
      : undefined;
    if (dated && length === undefined) continue;
    const cut = (value) => (dated ? value.slice(0, length) : value);
    const number = new Set([...some].map(cut)).size;
    if (number < 2 || number > MOST_VALUES) continue;
    const name = OWN.has(key) ? `meta_${key}` : key;
    const of = ({ document: { meta } }) => (key in meta ? [cut(meta[key])] : []);
    found.push({ name, title: key.replaceAll("_", " "), of, order: dated ? (value) => value : undefined });
  }
  return found;
}

const plain = (text) => text.toLowerCase().replaceAll("’", "'").replaceAll(/[“”]/g, '"');

function wordsOf(quote) {
  quote.words ??= plain(
    [
      ...quote.pieces.filter(([, look]) => look === "quote" || look === "inner").map(([text]) => text),
      ...quote.speakers,
      quote.role,
    ].join(" "),
  );
  return quote.words;
}

// The filters of the address as tests, each with the name of what it is about.
function testsOf(wanted) {
  const tests = [];
  for (const { name, of } of facets) {
    const values = new Set(wanted.getAll(name));
    if (values.size) tests.push({ name, fits: (quote) => of(quote).some((value) => values.has(value)) });
  }
  const words = plain(wanted.get("q") ?? "")
    .split(/\s+/)
    .filter(Boolean);
  if (words.length) tests.push({ name: "q", fits: (quote) => words.every((word) => wordsOf(quote).includes(word)) });
  return tests;
}

function selected(quotes, tests) {
  return quotes.filter((quote) => tests.every(({ fits }) => fits(quote)));
}

// How many outermost quotes each value of a filter has, with all other filters in force.
function countsOf({ name, of, counted = of, order }, quotes, tests, pressed) {
  const counts = new Map();
  for (const quote of selected(
    quotes,
    tests.filter((test) => test.name !== name),
  )) {
    if (quote.level) continue;
    const values = new Set([...counted(quote), ...of(quote).filter((value) => pressed.has(value))]);
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const rank = order ?? (() => 0);
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  return [...counts].sort(
    ([one, number], [other, another]) => compare(rank(one), rank(other)) || another - number || compare(one, other),
  );
}
