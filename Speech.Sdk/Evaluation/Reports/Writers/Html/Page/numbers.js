// Numbers as people read them.
const none = "–";

function isNumber(value) {
    return value !== null && value !== undefined;
}

function count(number) {
    return number.toLocaleString("en-US");
}

function counted(number, one, many) {
    return `${count(number)} ${number === 1 ? one : many}`;
}

function percent(share, digits = 2) {
    return isNumber(share) ? (100 * share).toFixed(digits) : none;
}

function points(difference) {
    return isNumber(difference) ? (difference < 0 ? "−" : "+") + Math.abs(100 * difference).toFixed(2) : none;
}

function probability(p) {
    return !isNumber(p) ? none : p < 0.001 ? "< 0.001" : p.toFixed(3);
}

function seconds(time) {
    return isNumber(time) ? time.toFixed(2) : none;
}

function minutes(time) {
    return isNumber(time) ? (time / 60).toFixed(1) : none;
}

function intervalText(interval) {
    return interval ? `${percent(interval.low)}–${percent(interval.high)}` : none;
}

function written(words) {
    return words === 0 ? "no word written" : `${counted(words, "word", "words")} written`;
}

function bytes(size) {
    return size < 1e6 ? `${Math.ceil(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
