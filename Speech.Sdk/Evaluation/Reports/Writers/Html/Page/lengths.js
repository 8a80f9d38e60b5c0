// Errors and speed clip by clip, by the length of the clip.
const lengthPoints = report.clips.flatMap(clip => clip.results.map((result, run) => ({ clip, result, run, x: audioLength(clip, result) })).filter(point => isNumber(point?.x)));

function pointName(point) {
    return `${point.clip.id}, ${report.runs[point.run].name}: ${seconds(point.x)} s of audio`;
}

function errorPlot(pick) {
    const points = lengthPoints.map(point => ({ ...point, y: rateOfResult(point.result) })).filter(point => isNumber(point.y)).map(point => ({ ...point, y: 100 * point.y }));
    if (points.length === 0)
        return null;
    const top = Math.min(points.reduce((most, point) => Math.max(most, point.y), 0), 150);
    const beyond = points.filter(point => point.y > top).length;
    return scatterPlot({
        caption: "Word error rate by length of the clip", yTitle: "WER %", points, top, pick,
        note: beyond ? `${counted(beyond, "point", "points")} above ${top} % ${beyond === 1 ? "stands" : "stand"} at the upper edge.` : null,
        describe: point => `${pointName(point)}, WER ${point.y.toFixed(1)} %`,
    });
}

function latencyPlot(pick) {
    const points = lengthPoints.filter(point => isNumber(point.result.latency)).map(point => ({ ...point, y: point.result.latency }));
    return points.length === 0 ? null : scatterPlot({
        caption: "Latency by length of the clip", yTitle: "latency in s", points, pick, note: "Dashed lines: as long as the audio, and a tenth of it.",
        guides: [{ at: length => length, label: "1×" }, { at: length => 0.1 * length, label: "0.1×" }],
        describe: point => `${pointName(point)}, latency ${seconds(point.y)} s`,
    });
}

// Only of runs whose clips were heard one after the other: beside others, a clip's latency holds their work.
function factorPlot(pick) {
    const points = lengthPoints.filter(({ run, result }) => report.runs[run].oneByOne && isNumber(result.latency) && result.heard > 0)
        .map(point => ({ ...point, y: point.result.latency / point.result.heard }));
    const together = report.runs.filter(run => isNumber(run.realTimeFactor) && !run.oneByOne).length;
    return points.length === 0 ? null : scatterPlot({
        caption: "Real-time factor by length of the clip", yTitle: "latency / length", points, pick,
        note: together ? "Only of runs that heard one clip after the other: beside others a clip waits for them too." : null,
        guides: [{ at: () => 1, label: "as fast as speech" }],
        describe: point => `${pointName(point)}, real-time factor ${point.y.toFixed(3)}`,
    });
}

function factorBars() {
    const rows = report.runs.map((run, at) => ({ run: at, value: run.realTimeFactor, name: run.name })).filter(({ value }) => isNumber(value));
    const untimed = report.runs.length - rows.length;
    return rows.length === 0 ? null : barPlot({
        caption: "Real-time factor", runs: [], summary: "Real-time factors of the runs; the overview has the numbers",
        note: "Time by the clock over the length of the audio, loading not counted: 0.1 is ten times as fast as speech."
            + (untimed ? ` ${counted(untimed, "run was", "runs were")} not timed.` : ""),
        rows: rows.map(({ run, value, name }) => ({ label: name, bars: [{ run, value, text: value.toFixed(3), title: `${name}: ${value.toFixed(3)}` }] })),
    });
}
