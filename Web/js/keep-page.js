/*
A page that must open without a network is kept by the service worker also when this is the phone's very first visit, in
which the page itself came before the worker.
*/
export async function keepPage(path) {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
        await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    }
    // Whether this page came through the worker cannot be told: the worker may have begun just after.
    await fetch(path, { headers: { Accept: "text/html" } });
}
