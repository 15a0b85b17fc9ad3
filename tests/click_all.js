// Plays a reader of the report who opens every page and follows every link; returned is what was found.
// Given are `pages` (to begin with), `home` (their folder), `frame` and `open` (to show them in).
const seen = { pages: 0, links: 0, clicked: 0, places: 0, failed: [] };
const wanted = new Map(pages.map((page) => [page, new Set()]));
const known = new Set();
const complain = (...words) => seen.failed.length < 20 && seen.failed.push(words.join(" "));

function isShown(element) {
  return element.getClientRects().length > 0 && frame.contentWindow.getComputedStyle(element).visibility === "visible";
}

function isHighlighted(element) {
  const style = (item) => frame.contentWindow.getComputedStyle(item);
  return style(element).outlineStyle === "solid" || style(element).backgroundColor !== style(frame.contentDocument.body).backgroundColor;
}

function check(name, from) {
  const place = frame.contentDocument.getElementById(name);
  if (!place) return complain(from, "leads to nothing:", name);
  if (!isShown(place)) return complain(from, "leads to what is not shown:", name);
  if (name !== "main" && !isHighlighted(place)) return complain(from, "leads to what is not highlighted:", name);
  seen.places += 1;
}

// All at once, so that the browser lays the page out once.
function unfold() {
  for (const summary of frame.contentDocument.querySelectorAll("details:not([open]) > summary")) summary.click();
}

// The hash of an address becomes the target at once; what scripts do then comes with the event.
function follow(change) {
  return new Promise((resolve) => {
    const view = frame.contentWindow;
    const before = view.location.hash;
    view.addEventListener("hashchange", resolve, { once: true });
    change();
    if (view.location.hash === before) resolve();
  });
}

async function click(link, page) {
  seen.links += 1;
  if (!link.textContent.trim() && !link.getAttribute("aria-label")) complain(page, "has a link without words");
  if (!isShown(link) && !link.matches(".skip")) return complain(page, "has a link that is not shown:", link.getAttribute("href"));
  const address = new URL(link.href.baseVal ?? link.href, frame.contentWindow.location.href);
  if (link.hasAttribute("download") || !address.href.startsWith(home)) return;
  const [target, name] = [address.href.slice(home.length).split("#")[0], decodeURIComponent(address.hash.slice(1))];
  if (target === page && name) {
    if (known.has(address.href)) return;
    known.add(address.href);
    seen.clicked += 1;
    await follow(() => link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })));
    return check(name, page);
  }
  if (!wanted.has(target)) wanted.set(target, new Set());
  if (name) wanted.get(target).add(name);
}

function turn() {
  const more = [...frame.contentDocument.querySelectorAll(".tools button")].find((item) => item.textContent === "More");
  if (!more || more.hidden || more.disabled) return false;
  more.click();
  return true;
}

// The marks of a picture come last, for they turn the table below it to their rows.
async function read(page) {
  await open(page);
  seen.pages += 1;
  do {
    unfold();
    for (const link of frame.contentDocument.querySelectorAll("a[href]:not(.mark)")) await click(link, page);
  } while (turn());
  for (const link of frame.contentDocument.querySelectorAll("a.mark")) await click(link, page);
}

// One link that leads from the first page to each other page is really followed.
async function leave() {
  await open("index.html");
  const count = frame.contentDocument.querySelectorAll("a[href]").length;
  for (let number = 0; number < count; number += 1) {
    const link = frame.contentDocument.querySelectorAll("a[href]")[number];
    const path = link.href.split("#")[0];
    if (!link.href.startsWith(home) || link.hasAttribute("download") || path.endsWith("index.html")) continue;
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    await loaded;
    seen.clicked += 1;
    if (frame.contentWindow.location.href.split("#")[0] !== path) complain("a click did not lead to", link.href);
    await open("index.html");
  }
}

for (const page of wanted.keys()) await read(page);
for (const [page, names] of wanted) {
  if (!names.size) continue;
  await open(page);
  for (const name of names) {
    if (known.has(`${home}${page}#${name}`)) continue;
    await follow(() => (frame.contentWindow.location.hash = name));
    check(name, page);
  }
}
await leave();
return seen;
