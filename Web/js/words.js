// The words a page hands to its module: `data-words` of one element, JSON by names, with {figures} to fill in.

/** `words(element)(name, {n: 3})`; a name without words is its own word, so that nothing is silent. */
export function words(element) {
    const table = JSON.parse(element.dataset.words);
    return (name, values) => {
        let text = Object.prototype.hasOwnProperty.call(table, name) ? table[name] : name;
        for (const key of Object.keys(values || {})) text = text.replace("{" + key + "}", values[key]);
        return text;
    };
}

/** Minutes, hours or days, whichever is told best: `3 分钟`. */
export function span(word, seconds) {
    const minutes = Math.floor(Math.max(seconds, 0) / 60);
    if (minutes < 1) return word("moment");
    if (minutes < 60) return word("minutes", { n: minutes });
    if (minutes < 48 * 60) return word("hours", { n: Math.floor(minutes / 60) });
    return word("days", { n: Math.floor(minutes / 1440) });
}

const two = (number) => (number < 10 ? "0" : "") + number;

/** The city's civil time of a moment: `zone` is seconds east of UTC. */
export function civil(seconds, zone) {
    const date = new Date((seconds + zone) * 1000);
    return {
        day: Math.floor((seconds + zone) / 86400), month: date.getUTCMonth() + 1, date: date.getUTCDate(),
        clock: two(date.getUTCHours()) + ":" + two(date.getUTCMinutes()), second: two(date.getUTCSeconds()),
    };
}

/** `今天 16:30`, `明天 06:00`, `11月26日 06:00`. */
export function moment(word, seconds, now, zone) {
    const then = civil(seconds, zone);
    const days = then.day - civil(now, zone).day;
    if (days === 1 && then.clock === "00:00") return word("midnight");
    if (days === 0) return word("today", { time: then.clock });
    if (days === 1) return word("tomorrow", { time: then.clock });
    return word("on-day", { month: then.month, date: then.date, time: then.clock });
}
