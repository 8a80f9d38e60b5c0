// The scores by the values of one field, which buttons choose: as a plot and as a table.
function showScores() {
    const fields = [...new Set(report.runs.flatMap(run => run.groups.map(group => group.field)))];
    const buttons = fields.map(field => element("button", { type: "button", "aria-pressed": "false", click: () => choose(field) }, field));
    place("fields").append(...buttons);
    if (fields.length > 0)
        choose(fields.includes("set") ? "set" : fields[0]);
    else
        place("scores").append(scoreTable("run"));

    function choose(field) {
        for (const [at, button] of buttons.entries())
            button.setAttribute("aria-pressed", String(fields[at] === field));
        place("bars").replaceChildren(scorePlot(field));
        place("scores").replaceChildren(scoreTable(field));
    }
}

function scoreTable(field) {
    const rows = valuesOf(field).flatMap(({ value, scores }) => report.runs.map((_, run) => ({ value: value || `no ${field}`, run, score: scores[run] })).filter(row => row.score));
    const totals = report.runs.map((run, at) => ({ value: "all", run: at, score: run.total }));
    return new DataTable({ caption: `Scores by ${field}`, rows, footer: totals, columns: scoreColumns(field), pageSize: rows.length > 200 ? 50 : Infinity }).node;
}

function scoreColumns(field) {
    const number = (title, value, show = count, hint = null) =>
        ({ title, hint, numeric: true, value: row => value(row.score), show: row => show(value(row.score)) });
    return [
        { title: field, value: row => row.value, show: row => element("bdi", {}, row.value) },
        report.runs.length > 1 && { title: "Run", value: row => report.runs[row.run].name, show: row => [swatch(row.run), element("bdi", {}, report.runs[row.run].name)] },
        number("Clips", score => score.clips),
        report.runs.some(run => run.total.failed > 0) && number("Failed", score => score.failed),
        number("Min", score => score.audio, minutes, "Minutes of audio"),
        number("Words", score => referenceOf(score.words), count, "Words of the references"),
        number("S", score => score.words[1], count, "Substitutions"),
        number("D", score => score.words[2], count, "Deletions"),
        number("I", score => score.words[3], count, "Insertions"),
        { title: "WER %", hint: "Word error rate; without reference words how many words were written", numeric: true, value: row => row.score.wer,
            show: row => isNumber(row.score.wer) ? percent(row.score.wer) : element("span", { class: "soft", title: written(row.score.words[3]) }, counted(row.score.words[3], "word", "words")) },
        { title: "Interval", hint: "Where the word error rate lies, by bootstrap over clips", numeric: true, value: row => row.score.interval?.low ?? null,
            show: row => element("span", { class: "soft" }, intervalText(row.score.interval)) },
        number("CER %", score => score.cer, percent, "Character error rate"),
        number("WIL %", score => score.wil, percent, "Word information lost"),
    ].filter(Boolean);
}

// Word error rates by the values of the field: a bar a run, with its interval; values without reference words say what was written.
function scorePlot(field) {
    const values = valuesOf(field);
    const shown = [...values].sort((left, right) => right.words - left.words).slice(0, 40);
    const kept = values.filter(value => shown.includes(value));
    const note = `Bars end at the rate; thin lines show ${Math.round(report.level * 100)} % intervals where they are known.`
        + (kept.length < values.length ? ` The ${kept.length} of ${count(values.length)} values with the most words are shown; the table has all.` : "");
    return barPlot({
        caption: `Word error rate in %, by ${field}`, note, runs: report.runs.map((_, run) => run), summary: `Word error rates by ${field}; the table below has the numbers`,
        rows: kept.map(({ value, scores }) => ({ label: value || `no ${field}`, bars: scores.map((score, run) => score && scoreBar(score, run)) })),
    });
}

function scoreBar(score, run) {
    const hasRate = isNumber(score.wer);
    const text = hasRate ? percent(score.wer) : written(score.words[3]);
    const interval = score.interval ? { low: 100 * score.interval.low, high: 100 * score.interval.high } : {};
    return { run, text, title: `${report.runs[run].name}: ${hasRate ? `${text} % (${intervalText(score.interval)})` : text}`, value: hasRate ? 100 * score.wer : null, ...interval };
}

// The values in the order of the report, each with a score a run, null where the run has none of it.
function valuesOf(field) {
    const values = new Map();
    for (const [run, { groups }] of report.runs.entries()) {
        for (const { value, score } of groups.find(group => group.field === field)?.parts ?? []) {
            if (!values.has(value))
                values.set(value, { value, scores: report.runs.map(() => null), words: 0 });
            values.get(value).scores[run] = score;
            values.get(value).words += referenceOf(score.words);
        }
    }
    return [...values.values()];
}
