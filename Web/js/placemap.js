// The small map of a place's page: fetched when it comes into view, because the way there matters first.

const frame = document.getElementById("place-map");

async function open() {
    try {
        const module = await import("./smallmap.js");
        await module.openSmallMap(frame);
    } catch (error) {
        frame.hidden = true;
    }
}

if (frame && "IntersectionObserver" in window) {
    frame.hidden = false;
    const observer = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        open();
    });
    observer.observe(frame);
}
