// What each run reached, what made it, and which differences are more than chance.
function card(run, at) {
    const { total } = run;
    const hasRate = isNumber(total.wer);
    const summary = element("div", {},
        element("h3", {}, swatch(at), element("bdi", {}, run.name)),
        element("p", { class: "rate" }, hasRate ? `${percent(total.wer)} %` : written(total.words[3]), hasRate ? [" ", element("small", {}, "word error rate")] : null),
        element("p", {}, total.interval ? `${Math.round(total.interval.level * 100)} % interval ${intervalText(total.interval)}` : hasRate ? "No interval." : "There are no reference words, so no rate."),
        factList([
            ["CER", isNumber(total.cer) ? `${percent(total.cer)} %` : none],
            ["WIL", isNumber(total.wil) ? `${percent(total.wil)} %` : none],
            ["S / D / I", total.words.slice(1).map(count).join(" / ")],
            ["Clips", total.failed ? `${count(total.clips)}, ${count(total.failed)} failed` : count(total.clips)],
            ["Words", count(referenceOf(total.words))],
            ["Audio", `${minutes(total.audio)} min`],
            ["Real-time factor", isNumber(run.realTimeFactor) ? run.realTimeFactor.toFixed(3) : none],
            ["Median latency", isNumber(run.medianLatency) ? `${seconds(run.medianLatency)} s` : none],
            ["95 % latency", isNumber(run.latency95) ? `${seconds(run.latency95)} s` : none],
        ], "numbers"));
    return element("article", { class: "card" }, summary, element("details", { open: report.runs.length === 1 }, element("summary", {}, "How it was made"), factList(run.facts)));
}

function comparisonTable() {
    return new DataTable({
        caption: "Differences in word error rate, in points: below 0 the run has fewer errors than the baseline",
        rows: report.comparisons,
        columns: [
            { title: "Run", value: row => row.run, show: row => element("bdi", {}, row.run) },
            { title: "Baseline", value: row => row.baseline, show: row => element("bdi", {}, row.baseline) },
            { title: "Clips", numeric: true, value: row => row.clips, show: row => count(row.clips) },
            { title: "Difference", numeric: true, value: row => row.difference, show: row => points(row.difference) },
            { title: "Interval", numeric: true, value: row => row.interval.low, show: row => `${points(row.interval.low)} to ${points(row.interval.high)}` },
            { title: "p, permutation", hint: "How often so great a difference comes by chance: approximate randomisation over clips", numeric: true,
                value: row => row.permutation, show: row => probability(row.permutation) },
            { title: "p, MAPSSWE", hint: "The same by the matched-pairs test of NIST's scoring tools", numeric: true,
                value: row => row.matchedPairs, show: row => probability(row.matchedPairs) },
        ],
    }).node;
}
