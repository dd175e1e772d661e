// The keyboard: up and down go from quote to quote, left and right from document to document, Escape closes.

function move(step) {
  if (read) return moveInText(step);
  const links = openers();
  const here = links.findIndex((link) => link.closest("li").contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : -1) : here + step;
  if (next === links.length) listed.querySelector(":scope > .more")?.click();
  return next === links.length || reach(links[next]);
}

function reach(link) {
  if (!link) return false;
  link.focus({ preventScroll: true });
  link.closest("li").scrollIntoView({ block: "nearest" });
  return true;
}

function moveInText(step) {
  const items = itemsOf(read.article).filter((item) => !item.hidden);
  const here = items.findIndex((item) => item.classList.contains("chosen"));
  const next = items[here < 0 && step < 0 ? -1 : here + step];
  if (!next) return false;
  go({ quote: next.dataset.id }, { replaces: true });
  return true;
}

function moveDocument(step) {
  if (!read) return moveGroup(step);
  const link = place.querySelector(step > 0 ? "[rel=next]" : "[rel=prev]");
  if (link) location.hash = link.hash;
  return Boolean(link);
}

function moveGroup(step) {
  const groups = [...listed.querySelectorAll("section.document")];
  const here = groups.findIndex((group) => group.contains(document.activeElement));
  const next = groups[here < 0 ? (step > 0 ? 0 : -1) : here + step];
  return reach(next?.querySelector("a.open"));
}

const KEYS = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  ArrowRight: () => moveDocument(1),
  ArrowLeft: () => moveDocument(-1),
  Escape: () => read?.article && shownNow().has("quote") && (unchoose(), true),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.matches("input") && event.key !== "ArrowDown") return;
  if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark[tabindex]:not(.off)")) {
    event.preventDefault();
    event.target.click();
  } else if (KEYS[event.key]?.()) {
    event.preventDefault();
  }
});
