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

const pick = point => browser.show(point.clip);
fill("errors", { "errors-by-length": errorPlot(pick) });
fill("speed", { "real-time-factors": factorBars(), "factor-by-length": factorPlot(pick), "latency-by-length": latencyPlot(pick) });

// Fills a section with its plots; one without any goes.
function fill(section, plots) {
    for (const [id, figure] of Object.entries(plots))
        place(id).append(figure ?? "");
    if (Object.values(plots).every(figure => figure === null))
        place(section).remove();
}

// A link to a clip opens it.
function openLinked() {
    const id = /^#clip=(.+)$/.exec(location.hash)?.[1];
    const clip = id && report.clips.find(candidate => candidate.id === decodeURIComponent(id));
    if (clip)
        browser.show(clip);
}
addEventListener("hashchange", openLinked);
openLinked();
