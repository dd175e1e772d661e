"use strict";

// What the page knows: documents and their quotes, in the page itself or in parts beside it.

const main = document.querySelector("main");
const all = { documents: [], quotes: [], left: 0 };
const byKey = new Map();
const waiting = new Map(); // numbers of parts whose texts are being loaded, and who waits for them

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
  waiting.get(part)?.(sources);
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
    for (const data of main.querySelectorAll("article > script")) {
      add(JSON.parse(data.textContent), { article: data.parentElement });
    }
    return shows();
  }
  const parts = Array.from({ length: Number(main.dataset.parts) }, (_, number) => load("known", number + 1));
  await parts[0];
  shows();
  await Promise.all(parts);
  return shows();
}

async function articleOf(one) {
  if (!one.article) {
    const sources = await new Promise((done, failed) => {
      waiting.set(one.part, done);
      load("texts", one.part).catch(failed);
    });
    const article = make("template", { innerHTML: sources[one.number] }).content.firstElementChild;
    one.article ??= article;
  }
  if (!one.article.isConnected) main.append(one.article);
  return one.article;
}
