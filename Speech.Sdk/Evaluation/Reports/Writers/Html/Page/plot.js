// What the plots share: a frame that is drawn anew when its width changes, and round numbers for axes.
function plot(caption, note, draw) {
    const holder = element("div");
    const figure = element("figure", {}, element("figcaption", {}, caption, note ? element("span", { class: "note" }, note) : null),
        report.runs.length > 1 ? legend() : null, holder);
    let drawn = 0;
    new ResizeObserver(() => {
        const width = Math.floor(holder.clientWidth);
        if (width > 0 && width !== drawn) {
            drawn = width;
            holder.replaceChildren(draw(width));
        }
    }).observe(holder);
    return figure;
}

function legend() {
    return element("ul", { class: "legend" }, report.runs.map((run, at) => element("li", {}, swatch(at), element("bdi", {}, run.name))));
}

// About as many steps as asked for, each 1, 2 or 5 times a power of ten.
function ticks(maximum, about) {
    const rough = maximum / about;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(times => times * power).find(size => size >= rough * 0.999);
    const steps = Math.ceil(maximum / step - 1e-9);
    return Array.from({ length: steps + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

function tickText(value) {
    return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

// The measure of a label is near enough: the fonts are the system's.
function textWidth(text) {
    return 6.7 * [...text].length;
}
