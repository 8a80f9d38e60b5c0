// Word error rates by the values of a field: a bar a run, with its interval; values without reference words say what was written.
function barPlot(field) {
    const values = valuesOf(field);
    const shown = [...values].sort((left, right) => right.words - left.words).slice(0, 40);
    const kept = values.filter(value => shown.includes(value));
    const note = `Bars end at the rate; thin lines show ${Math.round(report.level * 100)} % intervals where they are known.`
        + (kept.length < values.length ? ` The ${kept.length} of ${count(values.length)} values with the most words are shown; the table has all.` : "");
    return plot(`Word error rate in %, by ${field}`, note, width => drawBars(field, kept, width));
}

// The values in the order of the report, each with a score a run.
function valuesOf(field) {
    const values = new Map();
    for (const [run, { groups }] of report.runs.entries()) {
        for (const { value, score } of groups.find(group => group.field === field)?.parts ?? []) {
            if (!values.has(value))
                values.set(value, { value, scores: [], words: 0 });
            values.get(value).scores[run] = score;
            values.get(value).words += referenceOf(score.words);
        }
    }
    return [...values.values()];
}

function drawBars(field, values, width) {
    const labels = values.map(({ value }) => value || `no ${field}`);
    const above = width < 560;
    const left = above ? 4 : Math.min(Math.max(...labels.map(textWidth)) + 12, width * 0.3);
    const right = 56;
    const scores = values.flatMap(value => report.runs.map((_, run) => value.scores[run]).filter(score => score && isNumber(score.wer)));
    const maximum = Math.max(0.01, ...scores.flatMap(score => [score.wer, score.interval?.high ?? 0])) * 100;
    const axis = ticks(maximum, width < 560 ? 4 : 8);
    const scale = rate => left + (width - left - right) * 100 * rate / axis.at(-1);
    const bar = report.runs.length > 1 ? 13 : 16;
    const parts = [];
    let top = 22;
    for (const [at, { scores: byRun }] of values.entries()) {
        const height = byRun.length * (bar + 2);
        if (above)
            top += 16;
        parts.push(drawing("text", above ? { x: left, y: top - 4 } : { x: left - 10, y: top + height / 2 + 3, "text-anchor": "end" },
            shorten(labels[at], above ? width : left), drawing("title", {}, labels[at])));
        for (const [run, score] of byRun.entries())
            parts.push(score ? oneBar(score, run, scale, top + run * (bar + 2), bar) : "");
        top += height + 10;
    }
    const grid = axis.map(value => drawing("g", {}, drawing("line", { class: "grid", x1: scale(value / 100), x2: scale(value / 100), y1: 18, y2: top - 6 }),
        drawing("text", { class: "tick", x: scale(value / 100), y: 11, "text-anchor": "middle" }, tickText(value))));
    return drawing("svg", { viewBox: `0 0 ${width} ${top}`, width, height: top, role: "img", "aria-label": `Word error rates by ${field}; the table below has the numbers` }, grid, parts);
}

function oneBar(score, run, scale, top, bar) {
    const title = drawing("title", {}, `${report.runs[run].name}: ${isNumber(score.wer) ? `${percent(score.wer)} % (${intervalText(score.interval)})` : written(score.words[3])}`);
    if (!isNumber(score.wer))
        return drawing("g", { class: runColour(run) }, drawing("rect", { class: "bar", x: scale(0), y: top, width: 2, height: bar }),
            drawing("text", { class: "tick", x: scale(0) + 8, y: top + bar - 3 }, written(score.words[3])), title);
    const middle = top + bar / 2;
    const { low, high } = score.interval ?? {};
    const whisker = score.interval ? `M${scale(low)} ${middle - 3}v6m0 -3H${scale(high)}m0 -3v6` : "";
    return drawing("g", { class: runColour(run) },
        drawing("rect", { class: "bar", x: scale(0), y: top, width: Math.max(1.5, scale(score.wer) - scale(0)), height: bar, rx: 2 }),
        whisker ? drawing("path", { class: "whisker", d: whisker }) : "",
        drawing("text", { x: Math.max(scale(score.wer), score.interval ? scale(high) : 0) + 6, y: top + bar - 3 }, percent(score.wer)), title);
}

function shorten(label, width) {
    const fits = Math.floor(width / 6.7) - 1;
    const letters = [...label];
    return letters.length <= fits ? label : `${letters.slice(0, Math.max(1, fits - 1)).join("")}…`;
}
