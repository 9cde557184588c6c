// Leaflet and its sheets, fetched when a map is first opened.

export function address(name) {
    return new URL("../" + name, import.meta.url).href;
}

function fetchSheet(name) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address(name);
    return new Promise((resolve, reject) => {
        link.onload = resolve;
        link.onerror = reject;
        document.head.appendChild(link);
    });
}

export function fetchScript(name) {
    const script = document.createElement("script");
    script.src = address(name);
    return new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = reject;
        document.head.appendChild(script);
    });
}

export async function fetchLeaflet() {
    await Promise.all([
        fetchScript("vendor/leaflet.js"), fetchSheet("vendor/leaflet.css"), fetchSheet("css/map.css"),
    ]);
    return window.L;
}
