/**
Asks the city, with a body by POST: `{status, body}`. The status is 0 without a network, when no answer has come within
`secondsMax` where that is given, and for a success that is no JSON: the page of somebody's network. The body of a
refusal that is none is `{}`.
*/
export async function ask(path, body, secondsMax) {
    const options = { credentials: "same-origin", headers: { Accept: "application/json" } };
    if (body) {
        options.method = "POST";
        options.headers["Content-Type"] = "application/json";
        options.body = JSON.stringify(body);
    }
    try {
        const answer = await inTime(fetch(path, options), secondsMax);
        const content = await answer.json().catch(() => null);
        return { status: content || !answer.ok ? answer.status : 0, body: content || {} };
    } catch (error) {
        return { status: 0, body: {} };
    }
}

/** What is waited for; an error when it comes later than this. */
export function inTime(work, secondsMax) {
    if (!secondsMax) return work;
    const late = new Promise((resolve, reject) => setTimeout(reject, secondsMax * 1000, new Error("late")));
    return Promise.race([work, late]);
}
