// The card that a rider holds up after scanning a gate's own code: its seconds move, a picture's do not.

import { civil } from "./words.js";
import { nowSeconds } from "./pass-clock.js";

function tick() {
    for (const clock of document.querySelectorAll("[data-clock]")) {
        const time = civil(nowSeconds(), Number(clock.closest("[data-zone]").dataset.zone));
        clock.textContent = time.clock + ":" + time.second;
    }
}

if (document.querySelector("[data-clock]")) {
    tick();
    setInterval(tick, 250);
}
