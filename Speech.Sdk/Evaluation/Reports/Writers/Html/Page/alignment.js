// A reference with what a run made of it: words that are left out are struck, words that are put in underlined, replaced ones boxed over what replaced them.
function alignment(clip, result) {
    const reference = result.reference ?? clip.words;
    const { edits, written: writtenWords } = result;
    const pieces = [];
    let [word, wrote] = [0, 0];
    for (let at = 0; at < edits.length; at += 2) {
        const [kind, length] = [edits[at], edits[at + 1]];
        if (kind === 0) {
            pieces.push(`${reference.slice(word, word + length).join(" ")} `);
            word += length;
            continue;
        }
        for (let step = 0; step < length; step++)
            pieces.push(edit(kind, kind === 3 ? null : reference[word++], kind === 2 ? null : writtenWords[wrote++]), " ");
    }
    return element("p", { class: "alignment", dir: "auto" }, pieces.length ? pieces : element("span", { class: "soft" }, "No words on either side."));
}

function edit(kind, said, wrote) {
    if (kind === 1)
        return element("span", { class: "sub", title: `“${said}” was replaced by “${wrote}”` }, element("del", {}, said), element("ins", {}, wrote));
    return kind === 2
        ? element("del", { class: "gone", title: `“${said}” was left out` }, said)
        : element("ins", { class: "new", title: `“${wrote}” was put in` }, wrote);
}

function alignmentKey() {
    const sample = (...pieces) => element("span", { class: "alignment" }, pieces);
    return element("p", { class: "key" }, "How to read it: ", sample(element("del", { class: "gone" }, "left out")), " ", sample(element("ins", { class: "new" }, "put in")), " ",
        sample(element("span", { class: "sub" }, element("del", {}, "the reference’s word"), element("ins", {}, "what was written"))), " and plain words are right.");
}
