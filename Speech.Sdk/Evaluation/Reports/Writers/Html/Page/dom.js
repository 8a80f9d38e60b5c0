// Elements and what stands in them. Whatever a clip holds becomes text here and nothing else.
function element(name, attributes = {}, ...children) {
    return furnish(document.createElement(name), attributes, children);
}

function drawing(name, attributes = {}, ...children) {
    return furnish(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function furnish(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === "function")
            node.addEventListener(name, value);
        else if (value === true)
            node.setAttribute(name, "");
        else if (value !== null && value !== undefined && value !== false)
            node.setAttribute(name, String(value));
    }
    node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
    return node;
}

function place(id) {
    return document.getElementById(id);
}

function factList(facts, name = "facts") {
    return element("dl", { class: name }, facts.map(([title, value]) =>
        element("div", {}, element("dt", {}, title), element("dd", {}, element("bdi", {}, value)))));
}

function swatch(run) {
    return element("span", { class: `swatch ${runColour(run)}`, "aria-hidden": "true" });
}

function runColour(run) {
    return `run-${run % 8}`;
}
