// The report, and what follows from it. Counts are lists of hits, substitutions, deletions and insertions.
const report = JSON.parse(place("data").textContent);

function errorsOf([, substitutions, deletions, insertions]) {
    return substitutions + deletions + insertions;
}

function referenceOf([hits, substitutions, deletions]) {
    return hits + substitutions + deletions;
}

function rateOf(counts) {
    return referenceOf(counts) > 0 ? errorsOf(counts) / referenceOf(counts) : null;
}

// A result that counts for nothing has no rate.
function rateOfResult(result) {
    return result && result.counted !== false ? rateOf(result.counts) : null;
}

// A clip's results by run; a run that knows nothing of it has none.
for (const [number, clip] of report.clips.entries()) {
    clip.number = number;
    clip.results = [];
}
for (const [run, results] of report.results.entries()) {
    for (const result of results)
        report.clips[result.clip].results[run] = result;
}

function audioLength(clip, result) {
    return clip.duration ?? result?.heard ?? null;
}

function hasErrors(clip, run) {
    return clip.results.some((result, at) => (run === null || run === at) && (isNumber(result.error) || errorsOf(result.counts) > 0));
}

function searchText(clip) {
    clip.search ??= [clip.id, clip.text, clip.words.join(" "), ...clip.results.flatMap(result => [result.text ?? "", result.error ?? "", result.written.join(" ")])]
        .join("\n").toLowerCase();
    return clip.search;
}
