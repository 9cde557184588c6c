// Elements of the plan's editor.

import { address } from "./leaflet.js";

const space = "http://www.w3.org/2000/svg";

function set(made, attributes) {
    for (const key of Object.keys(attributes || {})) {
        const value = attributes[key];
        if (value !== null && value !== undefined && value !== false) made.setAttribute(key,
            value === true ? "" : value);
    }
    return made;
}

export function make(name, attributes, children) {
    const made = set(document.createElement(name), attributes);
    for (const child of children || []) if (child !== null) made.append(child);
    return made;
}

export function draw(name, attributes, children) {
    const made = set(document.createElementNS(space, name), attributes);
    for (const child of children || []) made.appendChild(child);
    return made;
}

export const change = set;

export function fill(box, children) {
    box.textContent = "";
    for (const child of children) if (child !== null) box.append(child);
}

export const symbol = (name) => address("icons/symbols.svg#" + name);

export function icon(name) {
    const made = draw("svg", { "class": "icon", "aria-hidden": "true", focusable: "false" });
    made.appendChild(draw("use", { href: symbol(name) }));
    return made;
}

/** A button with a symbol and words; words alone, or a symbol with `label` as its name. */
export function button(options, act) {
    const classes = options.classes || "button small";
    const made = make("button", {
        type: "button", "class": classes, "aria-label": options.label, title: options.label || options.title,
        "data-do": options.name, "aria-pressed": options.pressed === undefined ? null : String(options.pressed),
    }, [options.icon ? icon(options.icon) : null, options.text ? make("span", {}, [options.text]) : null]);
    if (options.disabled) made.disabled = true;
    made.addEventListener("click", (event) => act(event));
    return made;
}

/** A field with its words above it; `take(value)` when it was changed. */
export function field(words, attributes, take) {
    const input = make("input", Object.assign({ autocomplete: "off" }, attributes));
    if (take) {
        input.addEventListener("change", () => take(input.value, input));
        input.addEventListener("keydown", (event) => { if (event.key === "Enter") input.blur(); });
    }
    return make("label", { "class": "field" }, [make("span", { "class": "label" }, [words]), input]);
}

/** `options`: pairs of value and words. */
export function choice(words, options, value, take, name) {
    const select = make("select", { "data-field": name }, options.map((one) => make("option", { value: one[0] },
        [one[1]])));
    select.value = value;
    select.addEventListener("change", () => take(select.value));
    return make("label", { "class": "field" }, [make("span", { "class": "label" }, [words]), select]);
}

export function tick(words, value, take, name) {
    const input = make("input", { type: "checkbox", "data-field": name });
    input.checked = value;
    input.addEventListener("change", () => take(input.checked));
    return make("label", { "class": "tick" }, [input, make("span", {}, [words])]);
}
