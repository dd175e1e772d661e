// The address says what is shown: `#speaker=Ann+Lee&kind=direct&q=bridge&document=a.txt&quote=q3`.
// It is the only place where this is kept; whatever is pressed changes the address, and the page follows.

function shownNow() {
  return new URLSearchParams(location.hash.slice(1));
}

// An address with some names set to a value, or, for null and "", left out.
function addressWith(changes, from = shownNow()) {
  const wanted = new URLSearchParams(from);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") wanted.delete(name);
    else wanted.set(name, value);
  }
  return `#${wanted}`;
}

function go(changes, { replaces = false } = {}) {
  const address = addressWith(changes);
  if (address === (location.hash || "#")) return;
  if (replaces) location.replace(address);
  else location.hash = address;
}

// An address in which a value of a filter is pressed or let go.
function addressOfToggle(name, value) {
  const wanted = shownNow();
  const values = wanted.getAll(name);
  wanted.delete(name);
  wanted.delete("quote");
  for (const one of values) if (one !== value) wanted.append(name, one);
  if (!values.includes(value)) wanted.append(name, value);
  return `#${wanted}`;
}
