// A clip's sound, and what of it the page does not hold.
function player(clip) {
    const file = report.audio[clip.audio];
    if (!file)
        return null;
    if (file.problem === "missing")
        return element("div", { class: "sound note" }, `The recording ${file.name} was not found.`);
    if (!file.type)
        return element("div", { class: "sound note" }, element("a", { href: file.link }, file.name), file.problem === "format" ? "Browsers cannot play this format." : `It could not be read: ${file.problem}`);
    const source = file.data ? `data:${file.type};base64,${file.data}` : file.link;
    const trouble = element("span", { class: "note", role: "status" });
    const sound = element("audio", {
        controls: true, preload: "none", src: source + fragment(clip), "aria-label": `Recording of ${clip.id}`,
        error: () => { trouble.textContent = file.data ? "This browser cannot play the recording." : `The recording is not at ${file.link}, or this browser cannot play it.`; },
    });
    return element("div", { class: "sound" }, sound, file.data ? null : element("a", { href: file.link }, file.name), trouble);
}

// The part of the recording that is the clip.
function fragment({ start, end }) {
    return isNumber(start) ? `#t=${start}${isNumber(end) ? `,${end}` : ""}` : "";
}

function audioNote() {
    if (report.audio.length === 0)
        return null;
    const files = problem => report.audio.filter(file => problem.includes(file.problem));
    const embedded = files([null]);
    const unread = report.audio.filter(file => file.problem && !["limit", "linked", "format", "missing"].includes(file.problem));
    const sentences = [
        embedded.length && `${counted(embedded.length, "recording is", "recordings are")} in this page (${bytes(embedded.reduce((sum, file) => sum + file.bytes, 0))}).`,
        files(["limit"]).length && `${counted(files(["limit"]).length, "more is", "more are")} linked, because the limit of what is embedded was reached; the links hold while page and recordings stay where they are.`,
        files(["linked"]).length && `${counted(files(["linked"]).length, "recording is", "recordings are")} linked; the links hold while page and recordings stay where they are.`,
        files(["format"]).length && `${counted(files(["format"]).length, "recording is", "recordings are")} in formats that browsers cannot play, and only linked.`,
        files(["missing"]).length && `${counted(files(["missing"]).length, "recording was", "recordings were")} not found.`,
        unread.length && `${counted(unread.length, "recording", "recordings")} could not be read.`,
    ].filter(Boolean);
    const outside = report.audio.filter(file => !file.data);
    return element("div", { class: "note" }, sentences.join(" "), outside.length && outside.length <= 1000
        ? element("details", {}, element("summary", {}, "Recordings outside of this page"), element("ul", {}, outside.map(file => element("li", {}, element("bdi", {}, file.name)))))
        : null);
}
