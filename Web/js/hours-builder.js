/*
Opening hours as a table of the week: it writes the text beside it, and is read from it again when somebody types there.
What a table cannot show stays with the text. Minutes count from midnight of the day hours begin on.
*/
const DAY = 1440;
const NAMES = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const ASK_MILLISECONDS = 250;
const FIRST = [9 * 60, 18 * 60];

function two(number) { return (number < 10 ? "0" : "") + number; }

/* 24:00 of a field of time is 00:00. */
function clock(minutes) { return two(Math.floor(minutes / 60)) + ":" + two(minutes % 60); }

function minutesOf(text) {
    const parts = /^(\d\d):(\d\d)/.exec(text || "");
    return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

function timesText(spans) {
    return spans.map(([start, end]) => clock(start) + "-"
        + clock(end > DAY && end - DAY <= start ? end - DAY : end)).join(",");
}

/* Runs of days; Sunday runs on into Monday. */
function daysText(chosen) {
    const has = (day) => chosen.includes(day % 7);
    if (chosen.length === 7) return "Mo-Su";
    return [0, 1, 2, 3, 4, 5, 6].filter((day) => has(day) && !has(day + 6)).map((first) => {
        let count = 1;
        while (has(first + count)) count += 1;
        return count === 1 ? NAMES[first] : NAMES[first] + "-" + NAMES[(first + count - 1) % 7];
    }).join(",");
}

/** The text of a table `{days, holidays}`, as the server would write it. */
export function textOf(week) {
    const keys = week.days.map((spans) => JSON.stringify(spans));
    if (!week.holidays && keys.every((key) => key === "[[0,1440]]")) return "24/7";
    const parts = [];
    keys.forEach((key, day) => {
        if (key === "[]" || keys.indexOf(key) !== day) return;
        const alike = [0, 1, 2, 3, 4, 5, 6].filter((other) => keys[other] === key);
        parts.push(daysText(alike) + " " + timesText(week.days[day]));
    });
    const closesOnHolidays = week.holidays && week.holidays.length === 0;
    if (parts.length === 0 && (!week.holidays || closesOnHolidays)) return "off";
    if (week.holidays) parts.push("PH " + (closesOnHolidays ? "off" : timesText(week.holidays)));
    return parts.join("; ");
}

function element(name, attributes, children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
        if (value !== null && value !== undefined) made.setAttribute(key, value);
    }
    for (const child of children || []) made.append(child);
    return made;
}

class HoursBuilder {
    constructor(field) {
        this.words = field.dataset;
        this.days = field.dataset.days.split(" ");
        this.box = field.querySelector(".hours-builder");
        this.input = field.querySelector("input[type=text]");
        this.said = field.querySelector(".hours-words");
        this.line = field.closest(".hours-folded") ? field.parentElement.querySelector(".hours-said") : null;
        this.always = field.dataset.anytime;
        this.week = null;
        this.timer = 0;
        this.asked = 0;
        this.input.addEventListener("input", () => this.later(true));
        this.ask(true);
    }

    later(isTyped) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(isTyped), ASK_MILLISECONDS);
    }

    /* What the text says, and, when it was typed, the table it makes. */
    async ask(isTyped) {
        const number = ++this.asked;
        try {
            const answer = await fetch("/console/places/hours?text=" + encodeURIComponent(this.input.value),
                { credentials: "same-origin", headers: { Accept: "application/json" } });
            if (!answer.ok) return;
            const read = await answer.json();
            if (number !== this.asked) return;
            this.said.textContent = read.fault || read.words || "";
            this.said.classList.toggle("fault", Boolean(read.fault));
            if (this.line && !read.fault) this.line.textContent = read.words || this.always;
            if (isTyped && !read.fault) this.show(read.week);
        } catch (error) { /* without a network the text is enough */ }
    }

    show(week) {
        this.week = week;
        this.box.hidden = false;
        if (!week) {
            this.box.replaceChildren(element("p", { class: "quiet" }, [this.words.textOnly]));
            return;
        }
        this.draw();
    }

    get isAlways() { return textOf(this.week) === "24/7"; }

    draw(focus) {
        const always = element("input", { type: "checkbox" });
        always.checked = this.isAlways;
        always.addEventListener("change", () => {
            this.week = { days: this.days.map(() => (always.checked ? [[0, DAY]] : [])), holidays: null };
            this.changed();
        });
        const rows = this.isAlways ? [] : this.days.map((name, day) => this.row(
            name, this.week.days[day], (spans) => { this.week.days[day] = spans; }, "day" + day,
            day === 0 ? this.copyButton() : null));
        this.box.replaceChildren(
            element("label", { class: "choice" }, [always, element("span", {}, [this.words.always])]),
            ...rows, ...(this.isAlways ? [] : [this.holidays()]));
        const target = focus && this.box.querySelector(`[data-at="${focus}"]`);
        if (target) target.focus();
    }

    copyButton() {
        const button = element("button", { type: "button", class: "button small", "data-at": "copy" }, [this.words.copy]);
        button.addEventListener("click", () => {
            this.week.days = this.days.map(() => this.week.days[0].map((span) => span.slice()));
            this.changed("copy");
        });
        return button;
    }

    row(name, spans, take, at, extra) {
        const times = spans.map((span, number) => this.span(name, spans, number, take, at + "-" + number));
        const add = element("button", {
            type: "button", class: "button small", "data-at": at + "-add", "aria-label": `${name} ${this.words.add}`,
        }, ["+"]);
        add.addEventListener("click", () => {
            const last = spans[spans.length - 1];
            const start = last ? Math.min(last[1] + 60, DAY - 60) : FIRST[0];
            const end = last ? Math.min(start + 120, DAY) : FIRST[1];
            take(spans.concat([[start, end]]));
            this.changed(`${at}-${spans.length}-start`);
        });
        const closed = spans.length === 0 ? [element("span", { class: "quiet" }, [this.words.closed])] : [];
        return element("div", { class: "hours-day", role: "group", "aria-label": name }, [
            element("span", { class: "hours-name" }, [name]),
            element("div", { class: "hours-times" }, [...closed, ...times, add, ...(extra ? [extra] : [])]),
        ]);
    }

    span(name, spans, number, take, at) {
        const [start, end] = spans[number];
        const field = (label, minutes, part) => {
            const input = element("input", {
                type: "time", required: "", value: clock(minutes % DAY), "data-at": `${at}-${part}`,
                "aria-label": `${name} ${label}`,
            });
            input.addEventListener("change", () => this.retime(spans, number, take, at, part, minutesOf(input.value)));
            return input;
        };
        const remove = element("button", {
            type: "button", class: "button small", "aria-label": `${name} ${this.words.remove}`,
        }, ["×"]);
        remove.addEventListener("click", () => {
            take(spans.filter((_, other) => other !== number));
            this.changed(at.replace(/-\d+$/, "-add"));
        });
        const next = end > DAY ? [element("span", { class: "quiet" }, [this.words.nextDay])] : [];
        return element("span", { class: "hours-span" }, [
            field(this.words.opens, start, "start"), "–", ...next, field(this.words.shuts, end, "end"), remove,
        ]);
    }

    retime(spans, number, take, at, part, minutes) {
        if (minutes === null) return;
        const span = spans[number].slice();
        const shuts = part === "end" ? minutes : span[1] % DAY;
        if (part === "start") span[0] = minutes;
        // What shuts before it opens shuts on the next day.
        span[1] = shuts <= span[0] ? shuts + DAY : shuts;
        take(spans.map((old, other) => (other === number ? span : old)).sort((a, b) => a[0] - b[0]));
        this.changed(`${at}-${part}`);
    }

    holidays() {
        const choice = element("select", { "aria-label": this.words.holidays, "data-at": "holidays" }, [
            element("option", { value: "same" }, [this.words.asWeekday]),
            element("option", { value: "closed" }, [this.words.closed]),
            element("option", { value: "own" }, [this.words.own]),
        ]);
        const times = this.week.holidays;
        choice.value = !times ? "same" : times.length === 0 ? "closed" : "own";
        choice.addEventListener("change", () => {
            this.week.holidays = { same: null, closed: [], own: [FIRST.slice()] }[choice.value];
            this.changed("holidays");
        });
        const row = this.row(
            this.words.holidays, times || [], (spans) => { this.week.holidays = spans; }, "holiday");
        const box = row.querySelector(".hours-times");
        if (!times || times.length === 0) box.replaceChildren();
        box.prepend(choice);
        return row;
    }

    changed(focus) {
        this.input.value = textOf(this.week);
        this.draw(focus);
        this.later(false);
    }
}

/* A table is made when its fields are first seen: a form may have many, folded away. */
for (const field of document.querySelectorAll(".hours-field")) {
    const fold = field.closest(".hours-folded");
    if (!fold || fold.open) new HoursBuilder(field);
    else fold.addEventListener("toggle", () => new HoursBuilder(field), { once: true });
}
