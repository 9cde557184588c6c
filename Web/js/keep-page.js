/*
A page that must open without a network is kept by the service worker also when this is the phone's very first visit, in
which the page itself came before the worker. The worker is asked: a page that came just before it took over is never
told that it did.
*/
export async function keepPage(path, files) {
    if (!("serviceWorker" in navigator)) return;
    const registration = await navigator.serviceWorker.ready;
    registration.active.postMessage({ keep: [path].concat(files || []) });
}
