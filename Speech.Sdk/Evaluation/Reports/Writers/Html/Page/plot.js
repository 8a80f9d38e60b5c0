// What the plots share: a frame that is drawn anew when its width changes, and round numbers for axes. Runs: those that the colours are explained for.
function plot({ caption, note = null, runs, draw }) {
    const holder = element("div");
    const figure = element("figure", {}, element("figcaption", {}, caption, note ? element("span", { class: "note" }, note) : null),
        report.runs.length > 1 && runs.length > 0 ? legend(runs) : null, holder);
    let drawn = 0;
    new ResizeObserver(() => {
        const width = Math.floor(holder.clientWidth);
        if (width > 0 && width !== drawn) {
            drawn = width;
            requestAnimationFrame(() => holder.replaceChildren(draw(width)));
        }
    }).observe(holder);
    return figure;
}

function legend(runs) {
    return element("ul", { class: "legend" }, runs.map(run => element("li", {}, swatch(run), element("bdi", {}, report.runs[run].name))));
}

// About as many steps as asked for, each 1, 2 or 5 times a power of ten.
function ticks(maximum, about) {
    const rough = maximum / about;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(times => times * power).find(size => size >= rough * 0.999);
    const steps = Math.ceil(maximum / step - 1e-9);
    return Array.from({ length: steps + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

// From 0 to a maximum; what lies beyond stands at the end.
function linearAxis(maximum, about) {
    const steps = ticks(Math.max(1e-6, maximum), about);
    return { ticks: steps, place: value => Math.min(value / steps.at(-1), 1), value: share => share * steps.at(-1) };
}

// Logarithmic where the values are orders of magnitude apart.
function axisOf(values, about) {
    const known = values.filter(value => value > 0);
    const low = known.reduce((least, value) => Math.min(least, value), Infinity);
    const high = known.reduce((most, value) => Math.max(most, value), 0);
    if (known.length < values.length || high < 30 * low)
        return linearAxis(high, about);
    const steps = Array.from({ length: 40 }, (_, at) => Number(`${[1, 2, 5][at % 3]}e${Math.floor(at / 3) - 6}`));
    const from = steps.findLast(step => step <= low) ?? low;
    const to = steps.find(step => step >= high) ?? high;
    const inside = steps.filter(step => step >= from && step <= to);
    const span = Math.log(to / from);
    return {
        ticks: inside.length > about ? inside.filter(step => /^1|0\.0*1$/.test(String(step))) : inside,
        place: value => Math.log(value / from) / span, value: share => from * Math.exp(share * span),
    };
}

function tickText(value) {
    return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

// The measure of a label is near enough: the fonts are the system's.
function textWidth(text) {
    return 6.7 * [...text].length;
}
