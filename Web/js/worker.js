/*
The service worker, served at /worker.js with two lines before it: VERSION, the fingerprint of all static files, and
SHELL, the addresses of those every page needs.

What it keeps on this phone, and nowhere else
- the shell of the running version; shells of other versions are thrown away as soon as it runs;
- the last pages of the lists below, with the moment they came, within bounds. A position in an address is never part
  of what a page is kept under: the last list is kept under the question without it.
Pages come from the network first. Where that takes longer than SLOW_MS, or fails, the kept page is shown and says how
old it is; a slow answer still renews it. The start page alone is shown at once and renewed behind: without an area in
its address it holds nothing that ages. A choice of language or look throws it away, because it was made before it.
*/
const SLOW_MS = 2000;
const SHELL_CACHE = "shell-" + VERSION;
const ASSETS = "/assets/" + VERSION + "/";
const FILE_BYTES_MAX = 600 * 1000;
// Nor is a gate's code, which the page of the pass reads by itself.
const UNKEPT = ["lat", "lng", "lang", "accuracy", "at", "gate"];
const CHOICES = ["lang", "look", "text"];

// First pattern that fits: the cache, how many entries and how many bytes it may hold. What fits none is not kept.
const KEPT = [
    { pattern: /^\/places\/[0-9a-f-]{36}$/, cache: "kept-places", entriesMax: 60, bytesMax: 2e6 },
    // A plan is read under whatever door was asked for last: its page answers on the phone.
    { pattern: /^\/places\/[0-9a-f-]{36}\/plan$/, cache: "kept-plans", entriesMax: 20, bytesMax: 4e6, isBare: true },
    { pattern: /^\/api\/v1\/places\/[0-9a-f-]{36}\/plan$/, cache: "kept-plan-data", entriesMax: 20, bytesMax: 8e6,
        isBare: true, type: "application/json" },
    { pattern: /^\/(find|find\/list)$/, cache: "kept-lists", entriesMax: 20, bytesMax: 1e6 },
    { pattern: /^\/$/, cache: "kept-home", entriesMax: 4, bytesMax: 4e5 },
    { pattern: /^\/(pass|guard)$/, cache: "kept-pass", entriesMax: 4, bytesMax: 4e5 },
    { pattern: /^\/(settings|offline)$/, cache: "kept-frame", entriesMax: 2, bytesMax: 1e5 },
];

const ruleFor = (url) => KEPT.find((rule) => rule.pattern.test(url.pathname));

/** The address without the position and in one order: what a page is kept under. */
function keyOf(url) {
    const rule = ruleFor(url);
    const items = rule && rule.isBare ? [] : Array.from(url.searchParams).filter((item) => UNKEPT.indexOf(item[0]) < 0);
    items.sort();
    return url.origin + url.pathname + "?" + new URLSearchParams(items).toString();
}

async function keep(rule, key, response) {
    const body = await response.arrayBuffer();
    const headers = new Headers(response.headers);
    for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
    headers.set("X-Kept-At", String(Date.now()));
    headers.set("X-Kept-Version", VERSION);
    headers.set("X-Kept-Bytes", String(body.byteLength));
    if (body.byteLength > rule.bytesMax / 2) return;
    const cache = await caches.open(rule.cache);
    await cache.put(key, new Response(body, { status: 200, headers: headers }));
    await trim(cache, rule);
}

/** Throws the oldest entries away until the cache is within its bounds. */
async function trim(cache, rule) {
    const entries = [];
    for (const request of await cache.keys()) {
        const response = await cache.match(request);
        if (!response) continue;
        entries.push({
            request: request,
            at: Number(response.headers.get("X-Kept-At")),
            bytes: Number(response.headers.get("X-Kept-Bytes")),
        });
    }
    entries.sort((a, b) => b.at - a.at);
    let bytes = 0;
    for (let index = 0; index < entries.length; index += 1) {
        bytes += entries[index].bytes;
        if (index >= rule.entriesMax || bytes > rule.bytesMax) await cache.delete(entries[index].request);
    }
}

/** The kept page with its age in its first tag, so that the page can say so before anything else has come. */
async function aged(response) {
    const html = await response.text();
    const at = response.headers.get("X-Kept-At") || "0";
    return new Response(html.replace("<html ", "<html data-kept-at=\"" + at + "\" "), {
        status: 200,
        headers: response.headers,
    });
}

/** A page that is only being made is not among the clients yet. */
async function tell(clientId, message) {
    for (let tries = 0; clientId && tries < 10; tries += 1) {
        const client = await self.clients.get(clientId);
        if (client) return client.postMessage(message);
        await later(200);
    }
}

const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds, null));
const isKept = (rule, response) => response.status === 200 && !response.redirected
    && (response.headers.get("Content-Type") || "").indexOf(rule.type || "text/html") === 0;

const isPass = (url) => url.pathname === "/pass" || url.pathname === "/guard";
const isAgeless = (url, kept) => (url.pathname === "/" && url.search === "" || isPass(url))
    && kept.headers.get("X-Kept-Version") === VERSION;

async function page(event, url, rule) {
    const key = keyOf(url);
    const isNavigation = event.request.mode === "navigate";
    const fresh = fromNetwork(event).then(async (response) => {
        if (isKept(rule, response)) event.waitUntil(keep(rule, key, response.clone()));
        return response;
    });
    // A failure is looked at below; here it must not count as unhandled.
    fresh.catch(() => null);
    const kept = await (await caches.open(rule.cache)).match(key);
    if (kept && isNavigation && isAgeless(url, kept)) {
        const at = Number(kept.headers.get("X-Kept-At"));
        // The pages of the pass say themselves how old what they show is.
        event.waitUntil(fresh.catch(() => isPass(url) || tell(event.resultingClientId, { kept: at })));
        return kept;
    }
    const waits = kept ? [fresh, later(SLOW_MS)] : [fresh];
    const answer = await Promise.race(waits).catch(() => null);
    // A server in trouble (502 to 504) is no better than none, where there is something to show.
    if (answer && !(kept && answer.status >= 500)) return answer;
    if (!kept) return isNavigation ? offlinePage() : Response.error();
    const at = Number(kept.headers.get("X-Kept-At"));
    if (!isNavigation) event.waitUntil(tell(event.clientId, { kept: at }));
    event.waitUntil(fresh.then(() => tell(event.resultingClientId || event.clientId, { renewed: true }), () => null));
    return isNavigation ? aged(kept) : kept;
}

async function fromNetwork(event) {
    const preloaded = event.preloadResponse ? await event.preloadResponse : null;
    return preloaded || fetch(event.request);
}

async function offlinePage() {
    const kept = await (await caches.open("kept-frame")).match(self.location.origin + "/offline?");
    return kept || Response.error();
}

/** A static file: of this version from the shell; of an older one, which a kept page may name, whatever we have. */
async function asset(event, url) {
    const cache = await caches.open(SHELL_CACHE);
    const kept = await cache.match(url.origin + url.pathname);
    if (kept) return kept;
    try {
        const response = await fetch(event.request);
        const isSmall = Number(response.headers.get("Content-Length") || 0) <= FILE_BYTES_MAX;
        if (response.status === 200 && isSmall && url.pathname.indexOf(ASSETS) === 0) {
            event.waitUntil(cache.put(url.origin + url.pathname, response.clone()));
        }
        return response;
    } catch (error) {
        const same = await cache.match(url.origin + url.pathname.replace(/^\/assets\/[^/]+\//, ASSETS));
        return same || Response.error();
    }
}

self.addEventListener("install", (event) => {
    event.waitUntil(prepare());
    self.skipWaiting();
});

/** The shell, the start page and the page for what is not kept. Files come by their own version, so the browser's own
cache may answer. */
async function prepare() {
    const cache = await caches.open(SHELL_CACHE);
    await cache.addAll(SHELL);
    for (const path of ["/offline", "/", "/pass"]) await fetchAndKeep(path);
    await keepReader(cache);
}

async function fetchAndKeep(path) {
    const url = new URL(path, self.location.origin);
    const rule = ruleFor(url);
    const headers = { Accept: rule.type || "text/html" };
    const response = await fetch(path, { credentials: "same-origin", headers: headers });
    if (isKept(rule, response)) await keep(rule, keyOf(url), response);
}

/** What a page asks to be kept, that came before this worker ruled it: pages of the lists, files of this version. */
async function keepAsked(addresses) {
    const cache = await caches.open(SHELL_CACHE);
    for (const address of addresses) {
        const url = new URL(address, self.location.origin);
        if (url.origin !== self.location.origin) continue;
        if (ruleFor(url)) await fetchAndKeep(url.pathname);
        else if (url.pathname.indexOf(ASSETS) === 0 && !await cache.match(url.href)) await cache.add(url.href);
    }
}

self.addEventListener("message", (event) => {
    if (event.data && Array.isArray(event.data.keep)) event.waitUntil(keepAsked(event.data.keep));
});

/** The guard's reader of codes, where the version before had fetched it: a gate without a network must not lose it. */
async function keepReader(cache) {
    const path = ASSETS + "vendor/zxing.js";
    for (const name of await caches.keys()) {
        if (name.indexOf("shell-") !== 0 || name === SHELL_CACHE) continue;
        const kept = await (await caches.open(name)).keys();
        if (!kept.some((request) => /\/vendor\/zxing\.js$/.test(request.url))) continue;
        await cache.add(path).catch(() => null);
        return;
    }
}

/** After a choice has been answered, and with it the cookie that keeps it. */
async function renewPass() {
    await later(SLOW_MS);
    const cache = await caches.open("kept-pass");
    for (const request of await cache.keys()) {
        await fetchAndKeep(new URL(request.url).pathname).catch(() => null);
    }
}

self.addEventListener("activate", (event) => {
    event.waitUntil(takeOver());
});

async function takeOver() {
    for (const name of await caches.keys()) {
        const isOurs = name === SHELL_CACHE || KEPT.some((rule) => rule.cache === name);
        if (!isOurs) await caches.delete(name);
    }
    if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
    await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
    const request = event.request;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin || request.headers.get("Range")) return;
    if (/^\/assets\/[^/]+\//.test(url.pathname)) return event.respondWith(asset(event, url));
    const rule = ruleFor(url);
    if (CHOICES.some((name) => url.searchParams.has(name))) {
        event.waitUntil(Promise.all([caches.delete("kept-home"), renewPass()]));
    }
    if (rule) return event.respondWith(page(event, url, rule));
    if (request.mode === "navigate") {
        event.respondWith(fromNetwork(event).catch(offlinePage));
    }
});
