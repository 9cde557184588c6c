// Fields for a place or an area: people type a name, the form sends its identifier. Without scripts the identifier
// itself is typed.

const waitMilliseconds = 200;
const shown = 12;
const kinds = { area: "area", place: "compound,station,merchant,charger" };
let number = 0;

/** `万安社区 · 南门街道`: told apart from others of the name. */
function words(feature) {
    const facts = feature.properties;
    const isEnglish = document.documentElement.lang === "en";
    const name = (isEnglish && facts.nameEn) || facts.name;
    const area = facts.area ? (isEnglish && facts.area.nameEn) || facts.area.name : "";
    return area ? name + " · " + area : name;
}

function field(input) {
    const list = document.createElement("datalist");
    const hidden = document.createElement("input");
    const known = new Map();
    let waiting = 0;
    number += 1;
    list.id = "choose-" + number;
    hidden.type = "hidden";
    hidden.name = input.name;
    hidden.value = input.value;
    input.removeAttribute("name");
    input.removeAttribute("pattern");
    input.removeAttribute("maxlength");
    input.removeAttribute("inputmode");
    input.setAttribute("list", list.id);
    input.setAttribute("autocomplete", "off");
    input.after(list, hidden);

    async function look() {
        const text = input.value.trim();
        hidden.value = known.get(text) || text;
        if (text === "" || known.has(text)) return;
        const kind = kinds[input.dataset.choose];
        const answer = await fetch(
            "/api/v1/search?limit=" + shown + "&kinds=" + kind + "&q=" + encodeURIComponent(text.slice(0, 50)));
        if (!answer.ok || input.value.trim() !== text) return;
        const features = (await answer.json()).features;
        list.replaceChildren();
        for (const feature of features) {
            const option = document.createElement("option");
            option.value = words(feature);
            known.set(option.value, feature.properties.code || String(feature.id).replace(/^.*\//, ""));
            list.append(option);
        }
    }

    input.addEventListener("input", () => {
        clearTimeout(waiting);
        const text = input.value.trim();
        hidden.value = known.get(text) || text;
        waiting = setTimeout(() => look().catch(() => {}), waitMilliseconds);
    });
}

for (const input of document.querySelectorAll("input[data-choose]")) field(input);
