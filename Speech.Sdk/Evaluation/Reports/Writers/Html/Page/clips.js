// The table of clips with its filter; a clip opens to show its sound and every run's alignment.
class ClipBrowser {
    constructor() {
        this.run = null;
        this.table = new DataTable({
            caption: "Click a clip to hear it and to see what is wrong with it", columns: this.columns(), rows: report.clips, pageSize: 50,
            rowClass: clip => this.table?.open.has(clip) ? "clip-row open" : "clip-row", detail: clip => this.detail(clip),
        });
        this.table.body.addEventListener("click", event => this.clicked(event));
        place("clip-table").append(this.table.node);
        this.search = element("input", { type: "search", placeholder: "Words, or a part of a name", "aria-label": "Text", input: () => this.filter() });
        this.set = choice("Set", ["all", ...new Set(report.clips.map(clip => clip.set))], () => this.filter());
        this.runs = choice("Run", ["all", ...report.runs.map(run => run.name)], () => this.chooseRun());
        this.wrong = element("input", { type: "checkbox", change: () => this.filter() });
        this.said = element("output", { "aria-live": "polite" });
        place("filter").append(this.search, this.set.label, report.runs.length > 1 ? this.runs.label : "", element("label", { class: "tick" }, this.wrong, "Only clips with errors"), this.said);
        this.filter();
    }

    filter() {
        const text = this.search.value.trim().toLowerCase();
        const set = this.set.select.selectedIndex > 0 ? this.set.select.value : null;
        this.table.rows = report.clips.filter(clip => (set === null || clip.set === set)
            && (!this.wrong.checked || hasErrors(clip, this.run))
            && (text === "" || searchText(clip).includes(text)));
        this.table.page = 0;
        this.table.drawBody();
        this.said.textContent = `${count(this.table.given.length)} of ${counted(report.clips.length, "clip", "clips")}`;
    }

    chooseRun() {
        this.run = this.runs.select.selectedIndex > 0 ? this.runs.select.selectedIndex - 1 : null;
        this.table.columns = this.columns();
        this.table.sort = null;
        this.filter();
        this.table.draw();
    }

    columns() {
        const shown = report.runs.map((run, at) => ({ run, at })).filter(({ at }) => this.run === null || this.run === at);
        return [
            { title: "Clip", class: "clip-name", value: clip => clip.id, show: clip => element("button", { type: "button", "aria-expanded": String(this.table?.open.has(clip) ?? false), "data-clip": clip.number }, element("bdi", {}, clip.id)) },
            ...(shown.length > 1 ? shown.map(one => this.runColumn(one)) : shown.flatMap(({ at }) => this.errorColumns(at))),
            { title: "Length s", hint: "Seconds of audio", numeric: true, value: clip => clip.duration, show: clip => seconds(clip.duration) },
            { title: "Words", hint: "Words of the reference", numeric: true, value: clip => clip.words.length, show: clip => count(clip.words.length) },
            { title: "Reference", class: "excerpt", value: clip => clip.text, show: clip => element("bdi", {}, clip.text || "(nothing is said)") },
        ];
    }

    errorColumns(run) {
        return [
            { title: "Errors", hint: "Substitutions, deletions and insertions", numeric: true, value: clip => errorsOfResult(clip.results[run]), show: clip => errorText(clip.results[run]) },
            { title: "WER %", hint: "Word error rate", numeric: true, value: clip => rateOfResult(clip.results[run]), show: clip => percent(rateOfResult(clip.results[run]), 1) },
        ];
    }

    runColumn({ run, at }) {
        return {
            title: run.name, hint: `Errors of ${run.name}, and its word error rate in brackets; sorts by errors`, numeric: true, class: "run",
            value: clip => errorsOfResult(clip.results[at]),
            show: clip => {
                const rate = rateOfResult(clip.results[at]);
                return [errorText(clip.results[at]), isNumber(rate) ? element("span", { class: "soft" }, ` (${percent(rate, 1)} %)`) : null];
            },
        };
    }

    clicked(event) {
        const row = event.target.closest(".clip-row");
        // Who marks words of a row does not mean to open it.
        if (!row || (!event.target.closest("button") && String(getSelection()) !== ""))
            return;
        const clip = report.clips[Number(row.querySelector("button").dataset.clip)];
        const opens = !this.table.open.delete(clip);
        if (opens)
            this.table.open.add(clip);
        this.swap(row, clip, opens);
        history.replaceState(null, "", opens ? `#clip=${encodeURIComponent(clip.id)}` : "#clips");
    }

    // Only this row is drawn anew, so that sound of others plays on.
    swap(row, clip, opens) {
        const focused = row.contains(document.activeElement);
        if (row.nextElementSibling?.classList.contains("detail"))
            row.nextElementSibling.remove();
        const drawn = this.table.rowOf(clip);
        row.replaceWith(drawn);
        if (opens)
            drawn.after(this.table.detailOf(clip));
        if (focused)
            drawn.querySelector("button").focus();
    }

    // Opens a clip wherever it is, without the filter if that hides it.
    show(clip) {
        this.table.open.add(clip);
        if (!this.table.reveal(clip)) {
            this.search.value = "";
            this.set.select.selectedIndex = 0;
            this.wrong.checked = false;
            this.filter();
            this.table.reveal(clip);
        }
        this.table.drawBody();
        const button = this.table.body.querySelector(`[data-clip="${clip.number}"]`);
        button.scrollIntoView({ block: "start" });
        button.focus({ preventScroll: true });
    }

    detail(clip) {
        const facts = [["Set", clip.set], ["Language", clip.language], ["Speaker", clip.speaker], ["Noise", clip.noise],
            ["Part", isNumber(clip.start) ? `${seconds(clip.start)} s to ${isNumber(clip.end) ? `${seconds(clip.end)} s` : "the end"}` : null], ...Object.entries(clip.fields)];
        return element("div", { class: "detail-body" }, player(clip), factList(facts.filter(([, value]) => isNumber(value))),
            report.runs.map((run, at) => (this.run === null || this.run === at) && clip.results[at] ? resultOf(clip, run, at) : null), alignmentKey());
    }
}

function errorsOfResult(result) {
    return !result || isNumber(result.error) ? null : errorsOf(result.counts);
}

function errorText(result) {
    return !result ? none : isNumber(result.error) ? element("span", { class: "failure" }, "failed") : count(errorsOf(result.counts));
}

function choice(title, names, change) {
    const select = element("select", { change }, names.map(name => element("option", {}, name)));
    return { select, label: element("label", {}, title, select) };
}

function resultOf(clip, run, at) {
    const result = clip.results[at];
    const [, substitutions, deletions, insertions] = result.counts;
    const rate = rateOfResult(result);
    const head = [
        element("strong", {}, swatch(at), element("bdi", {}, run.name)),
        result.counted === false ? null : element("span", {}, isNumber(rate) ? `WER ${percent(rate)} %` : written(insertions)),
        result.counted === false ? null : element("span", { class: "soft" }, `${substitutions} replaced, ${deletions} left out, ${insertions} put in`),
        isNumber(rate) && isNumber(rateOf(result.characters)) ? element("span", { class: "soft" }, `CER ${percent(rateOf(result.characters))} %`) : null,
        isNumber(result.latency) ? element("span", { class: "soft" }, `${seconds(result.latency)} s`) : null,
        isNumber(result.language) ? element("span", { class: "soft" }, `language ${result.language}`) : null,
        result.counted === false ? element("span", { class: "soft" }, "not counted") : null,
    ];
    const texts = [["Reference", clip.text || "(nothing is said)"], ["Hypothesis", result.text ?? "(none)"]];
    return element("div", { class: "result" }, element("div", { class: "result-head" }, head),
        isNumber(result.error) ? element("p", { class: "failure" }, `No text: ${result.error}`) : null,
        isNumber(result.error) && result.counted === false ? null : alignment(clip, result),
        (result.warnings ?? []).map(warning => element("p", { class: "note" }, warning)),
        element("details", {}, element("summary", {}, "Texts as written"),
            element("dl", { class: "texts" }, texts.flatMap(([title, text]) => [element("dt", {}, title), element("dd", { dir: "auto" }, text)]))));
}
