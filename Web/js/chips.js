// Brings the chosen filter into view when it lies beyond the edge of the scrolling line.
export function showChosen() {
    const chips = document.querySelector(".chips");
    const chosen = chips ? chips.querySelectorAll("[aria-current]") : [];
    if (chosen.length === 0) return;
    const chip = chosen[chosen.length - 1];
    const isInView = chip.offsetLeft + chip.offsetWidth < chips.clientWidth * 0.85;
    if (!isInView) chips.scrollLeft = chip.offsetLeft - (chips.clientWidth - chip.offsetWidth) / 2;
}
