// What every page does besides its own work: keeps itself for the road, and says when what it shows is kept.

const words = document.getElementById("shell-words");
const main = document.getElementById("main");
let keptAt = Number(document.documentElement.dataset.keptAt || 0);
let banner = null;

function age(milliseconds) {
    const minutes = Math.floor(milliseconds / 60000);
    if (minutes < 1) return words.dataset.now;
    if (minutes < 60) return words.dataset.minutes.replace("{n}", minutes);
    if (minutes < 1440) return words.dataset.hours.replace("{n}", Math.floor(minutes / 60));
    return words.dataset.days.replace("{n}", Math.floor(minutes / 1440));
}

function draw(text, canReload) {
    if (!banner) {
        banner = document.createElement("p");
        banner.className = "banner";
        banner.setAttribute("role", "status");
        main.insertBefore(banner, main.firstChild);
    }
    banner.textContent = text;
    if (!canReload) return;
    const again = document.createElement("a");
    again.href = location.href;
    again.className = "banner-again";
    again.textContent = words.dataset.again;
    banner.appendChild(again);
}

/** `离线 · 内容是 3 小时前的` without a network, `网络慢 · …` with one. */
function tellAge() {
    if (!keptAt) return;
    const state = navigator.onLine === false ? words.dataset.offline : words.dataset.slow;
    draw(state + " · " + words.dataset.kept.replace("{age}", age(Date.now() - keptAt)), navigator.onLine !== false);
}

function tellRenewed() {
    if (keptAt) draw(words.dataset.renewed, true);
}

function register() {
    navigator.serviceWorker.register("/worker.js").catch(() => {
        // Forbidden here, as in some WebViews: the pages work without it.
    });
}

if (words && main) {
    tellAge();
    setInterval(tellAge, 60000);
    window.addEventListener("online", () => keptAt && draw(words.dataset.back, true));
    window.addEventListener("offline", tellAge);
    if ("serviceWorker" in navigator) {
        navigator.serviceWorker.addEventListener("message", (event) => {
            if (event.data && event.data.kept) {
                keptAt = event.data.kept;
                tellAge();
            }
            if (event.data && event.data.renewed) tellRenewed();
        });
        // After everything the page itself needs.
        if (document.readyState === "complete") register();
        else window.addEventListener("load", register);
    }
}
