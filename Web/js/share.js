// Hands the address of this page on: by the phone's own sheet, or into the clipboard.
const button = document.getElementById("share");

async function share() {
    const address = location.origin + location.pathname;
    if (navigator.share) {
        try {
            await navigator.share({ title: document.querySelector("h1").textContent, url: address });
        } catch (error) {
            // Thought better of it.
        }
        return;
    }
    try {
        await navigator.clipboard.writeText(address);
        button.querySelector("span").textContent = button.dataset.copied;
    } catch (error) {
        button.hidden = true;
    }
}

if (button && (navigator.share || navigator.clipboard)) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", share);
}
