// Bars that begin at zero, in rows with a label: { label, bars: [{ run, value, low, high, text, title }] }. A bar without a value is its text alone; in the place of one
// that is null stands nothing.
function barPlot({ caption, note, runs, rows, summary }) {
    return plot({ caption, note, runs, draw: width => drawBars(rows, summary, width) });
}

function drawBars(rows, summary, width) {
    const above = width < 560;
    const left = above ? 4 : Math.min(Math.max(...rows.map(row => textWidth(row.label))) + 12, width * 0.3);
    const right = 56;
    const axis = ticks(Math.max(...rows.flatMap(row => row.bars.flatMap(bar => [bar?.value ?? 0, bar?.high ?? 0]))) || 1, above ? 4 : 8);
    const scale = value => left + (width - left - right) * value / axis.at(-1);
    const thick = report.runs.length > 1 ? 13 : 16;
    const parts = [];
    let top = 22;
    for (const { label, bars } of rows) {
        const height = bars.length * (thick + 2);
        if (above)
            top += 16;
        parts.push(drawing("text", above ? { x: left, y: top - 4 } : { x: left - 10, y: top + height / 2 + 3, "text-anchor": "end" },
            shorten(label, above ? width : left), drawing("title", {}, label)));
        for (const [at, bar] of bars.entries())
            parts.push(bar ? oneBar(bar, scale, top + at * (thick + 2), thick) : "");
        top += height + 10;
    }
    const grid = axis.map(value => drawing("g", {}, drawing("line", { class: "grid", x1: scale(value), x2: scale(value), y1: 18, y2: top - 6 }),
        drawing("text", { class: "tick", x: scale(value), y: 11, "text-anchor": "middle" }, tickText(value))));
    return drawing("svg", { viewBox: `0 0 ${width} ${top}`, width, height: top, role: "img", "aria-label": summary }, grid, parts);
}

function oneBar({ run, value, low, high, text, title }, scale, top, thick) {
    const named = drawing("title", {}, title);
    if (!isNumber(value))
        return drawing("g", { class: runColour(run) }, drawing("rect", { class: "bar", x: scale(0), y: top, width: 2, height: thick }),
            drawing("text", { class: "tick", x: scale(0) + 8, y: top + thick - 3 }, text), named);
    const middle = top + thick / 2;
    return drawing("g", { class: runColour(run) },
        drawing("rect", { class: "bar", x: scale(0), y: top, width: Math.max(1.5, scale(value) - scale(0)), height: thick, rx: 2 }),
        isNumber(high) ? drawing("path", { class: "whisker", d: `M${scale(low)} ${middle - 3}v6m0 -3H${scale(high)}m0 -3v6` }) : "",
        drawing("text", { class: "value", x: scale(Math.max(value, high ?? 0)) + 6, y: top + thick - 3 }, text), named);
}

function shorten(label, width) {
    const fits = Math.floor(width / 6.7) - 1;
    const letters = [...label];
    return letters.length <= fits ? label : `${letters.slice(0, Math.max(1, fits - 1)).join("")}…`;
}
