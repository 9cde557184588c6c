// What a verdict sounds like: two rising tones for yes, a low one twice for no, and the word said aloud. A phone that
// may not make a sound stays silent; the screen says all of it.

let audio = null;

/** To be called from a tap: browsers allow sound only then. */
export function allowSound() {
    const Context = window.AudioContext || window.webkitAudioContext;
    try {
        if (!audio && Context) audio = new Context();
        if (audio && audio.state === "suspended") audio.resume().catch(() => null);
    } catch (error) {
        audio = null;
    }
}

function tone(hertz, start, seconds, shape) {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.type = shape;
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(0.5, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
    oscillator.connect(gain);
    gain.connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds);
}

const tunes = {
    yes: [[660, 0, 0.15, "sine"], [990, 0.16, 0.3, "sine"]],
    wait: [[520, 0, 0.2, "triangle"], [520, 0.3, 0.2, "triangle"]],
    no: [[200, 0, 0.28, "square"], [160, 0.34, 0.4, "square"]],
};

/** `mood`: yes, wait or no. */
export function play(mood) {
    if (navigator.vibrate) navigator.vibrate(mood === "yes" ? 80 : [120, 80, 120]);
    if (!audio || audio.state !== "running") return;
    for (const [hertz, after, seconds, shape] of tunes[mood]) tone(hertz, audio.currentTime + after, seconds, shape);
}

export function speak(text, language) {
    if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return;
    window.speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language;
    utterance.rate = 1.05;
    window.speechSynthesis.speak(utterance);
}
