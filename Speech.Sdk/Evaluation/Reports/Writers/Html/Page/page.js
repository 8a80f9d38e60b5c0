// The page from top to bottom.
document.title = `Speech evaluation: ${report.runs.map(run => run.name).join(", ")}`;
place("facts").replaceWith(factList(report.facts));
place("cards").append(...report.runs.map(card));
if (report.comparisons.length > 0)
    place("comparisons").append(comparisonTable());
showScores();

const browser = new ClipBrowser();
place("audio-note").append(audioNote() ?? "");
if (report.audio.some(file => !file.data && file.problem !== "missing"))
    place("footer-links").textContent = " but the recordings that it links";

const results = report.clips.flatMap(clip => clip.results.map((result, run) => ({ clip, result, run, x: audioLength(clip, result) })).filter(point => isNumber(point?.x)));
const rated = results.map(point => ({ ...point, y: 100 * (rateOfResult(point.result) ?? NaN) })).filter(point => !Number.isNaN(point.y));
const timed = results.filter(point => isNumber(point.result.latency)).map(point => ({ ...point, y: point.result.latency }));
const pick = point => browser.show(point.clip);
const pointName = point => `${point.clip.id}, ${report.runs[point.run].name}: ${seconds(point.x)} s of audio`;

if (rated.length > 0) {
    const highest = rated.reduce((most, point) => Math.max(most, point.y), 0);
    const top = Math.min(highest, 150);
    const beyond = rated.filter(point => point.y > top).length;
    place("errors-by-length").append(scatterPlot({
        caption: "Word error rate by length of the clip", xTitle: "seconds of audio", yTitle: "WER %", points: rated, top, pick,
        note: beyond ? `${counted(beyond, "point", "points")} above ${top} % ${beyond === 1 ? "stands" : "stand"} at the upper edge.` : null,
        describe: point => `${pointName(point)}, WER ${point.y.toFixed(1)} %`,
    }));
}
if (timed.length > 0) {
    place("latency-by-length").append(scatterPlot({
        caption: "Latency by length of the clip", xTitle: "seconds of audio", yTitle: "latency in s", points: timed, pick,
        note: "Dashed lines: as long as the audio, and a tenth of it.",
        guides: [{ slope: 1, label: "1×" }, { slope: 0.1, label: "0.1×" }],
        describe: point => `${pointName(point)}, latency ${seconds(point.y)} s, real-time factor ${(point.y / point.x).toFixed(3)}`,
    }));
}
if (rated.length + timed.length === 0)
    place("plots-title").closest("section").remove();

// A link to a clip opens it.
function openLinked() {
    const id = /^#clip=(.+)$/.exec(location.hash)?.[1];
    const clip = id && report.clips.find(candidate => candidate.id === decodeURIComponent(id));
    if (clip)
        browser.show(clip);
}
addEventListener("hashchange", openLinked);
openLinked();
