"use strict";

// What the page knows: documents and their quotes, in the page itself or in parts beside it.

const main = document.querySelector("main");
const all = { documents: [], quotes: [] };
const byKey = new Map();
const parts = new Map(); // the texts of parts, by number: promises, once somebody has asked for them
const arrivals = new Map(); // what keeps these promises

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
const breakable = (path) => path.replaceAll("/", "/\u200b"); // a path may break here

function add(one, where) {
  Object.assign(one, where, { place: all.documents.length });
  for (const quote of one.quotes) quote.document = one;
  all.documents.push(one);
  for (const quote of one.quotes) all.quotes.push(quote);
  byKey.set(one.key, one);
}

// What the parts call.

function known(part, documents) {
  documents.forEach((one, number) => add(one, { part, number }));
}

function texts(part, sources) {
  arrivals.get(part)(sources);
}

function load(kind, part) {
  return new Promise((done, failed) => {
    const script = make("script", { src: `${main.dataset.prefix}${kind}-${part}.js`, async: false });
    script.addEventListener("load", done);
    script.addEventListener("error", () => failed(new Error(`${script.src} is missing`)));
    document.head.append(script);
  });
}

// Calls `shows` once there is something to show, and again when all is there.
async function readAll(shows) {
  if (!main.dataset.parts) {
    for (const data of main.querySelectorAll(":scope > script")) {
      add(JSON.parse(data.textContent), { source: data.previousElementSibling.textContent });
    }
    return shows();
  }
  const lists = Array.from({ length: Number(main.dataset.parts) }, (_, number) => load("known", number + 1));
  await lists[0];
  shows();
  await Promise.all(lists);
  return shows();
}

// The text of a document. To a browser with scripts, what stands in a noscript is no more than a string, which costs
// nothing until it is asked for.
async function articleOf(one) {
  const source = one.source ?? (await textsOf(one.part))[one.number];
  one.article ??= make("template", { innerHTML: source }).content.querySelector("article");
  return one.article;
}

function textsOf(part) {
  if (!parts.has(part)) {
    const promise = new Promise((done, failed) => {
      arrivals.set(part, done);
      load("texts", part).catch(failed);
    });
    parts.set(part, promise);
  }
  return parts.get(part);
}
