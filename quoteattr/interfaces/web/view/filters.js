// The filters beside the quotes, which are charts too: each value with a bar, pressed or not.

const FIRST = 10; // values of a filter that are shown at first, and how many more each time
const filters = document.getElementById("filters");
const lengths = new Map();

function showFilters(wanted, tests) {
  const focused = filters.contains(document.activeElement)
    ? document.activeElement.dataset.focus || "summary"
    : undefined;
  const open = filters.querySelector("details")?.open ?? matchMedia("(min-width: 60rem)").matches;
  const sections = facets.map((facet) => facetOf(facet, tests, new Set(wanted.getAll(facet.name)))).filter(Boolean);
  const pressed = tests.some(({ name }) => name !== "q");
  const clear = make(
    "a",
    { href: addressWith(Object.fromEntries(facets.map(({ name }) => [name, null]))) },
    "Clear all",
  );
  filters.replaceChildren(
    make("details", { open }, make("summary", {}, "Filters"), ...(pressed ? [make("p", {}, clear)] : []), ...sections),
  );
  if (focused)
    (filters.querySelector(`[data-focus="${CSS.escape(focused)}"]`) ?? filters.querySelector("summary")).focus();
}

function facetOf(facet, tests, pressed) {
  const counts = countsOf(facet, all.quotes, tests, pressed);
  if (!counts.length && !pressed.size) return null;
  for (const value of pressed) if (!counts.some(([one]) => one === value)) counts.unshift([value, 0]);
  const rest = counts.filter(([value]) => facet.rest?.includes(value)); // stands last, and has no bar: it is many
  const values = counts.filter((one) => !rest.includes(one));
  if (!facet.order) values.sort(([one], [other]) => pressed.has(other) - pressed.has(one));
  const length = facet.order ? values.length : (lengths.get(facet.name) ?? FIRST);
  const most = Math.max(1, ...values.map(([, number]) => number));
  const item = ([value, number], share) => make("li", {}, bar(facet.name, value, number, share, pressed.has(value)));
  const items = [...values.slice(0, length).map((one) => item(one, one[1] / most)), ...rest.map((one) => item(one, 0))];
  const section = make("section", {}, make("h2", {}, facet.title), make("ul", {}, ...items));
  if (values.length > length) section.append(moreOf(facet.name, values.length - length));
  return section;
}

function bar(name, value, number, share, isPressed) {
  const button = make(
    "button",
    { type: "button", onclick: () => (location.hash = addressOfToggle(name, value)) },
    make("span", { className: "value" }, value || "–"),
    make("span", { className: "number" }, number.toLocaleString("en")),
  );
  button.dataset.focus = `${name}=${value}`;
  button.style.setProperty("--share", `${100 * share}%`);
  button.setAttribute("aria-pressed", String(isPressed));
  return button;
}

function moreOf(name, left) {
  const button = make("button", { type: "button", className: "more" }, `${left.toLocaleString("en")} more`);
  button.dataset.focus = `more ${name}`;
  button.addEventListener("click", () => {
    lengths.set(name, (lengths.get(name) ?? FIRST) + 5 * FIRST);
    show();
  });
  return button;
}
