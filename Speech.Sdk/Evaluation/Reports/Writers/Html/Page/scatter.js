// A point a clip and run, by the clip's length. All points of a run are one path, so that tens of thousands can be drawn; the nearest to the pointer is named, and a
// click opens its clip. The arrow keys go from point to point, Enter opens.
function scatterPlot({ caption, note, yTitle, points, top = null, guides = [], describe, pick }) {
    const said = element("output", {}, "Point at the plot or use the arrow keys to see a clip, click or press Enter to open it.");
    const runs = report.runs.map((_, run) => run).filter(run => points.some(point => point.run === run));
    const byLength = [...points].sort((left, right) => left.x - right.x);
    const figure = plot({ caption, note, runs, draw: width => drawPoints(width) });
    figure.append(said);
    return figure;

    function drawPoints(width) {
        const height = Math.max(220, Math.min(320, Math.round(width * 0.55)));
        const [left, right, above, below] = [52, 12, 20, 38];
        const xAxis = axisOf(points.map(point => point.x), width < 500 ? 6 : 10);
        const yAxis = isNumber(top) ? linearAxis(top, 5) : axisOf(points.map(point => point.y), 8);
        const x = value => left + (width - left - right) * xAxis.place(value);
        const y = value => height - below - (height - above - below) * yAxis.place(value);
        const near = drawing("circle", { class: "near", r: 7, visibility: "hidden" });
        const svg = drawing("svg", {
            viewBox: `0 0 ${width} ${height}`, width, height, role: "application", tabindex: 0, class: "pick",
            "aria-label": `${caption}; the arrow keys go from clip to clip by length, Enter opens one`, keydown: event => press(event),
            pointermove: event => show(nearest(event)), pointerleave: () => near.setAttribute("visibility", "hidden"),
            click: event => { const point = nearest(event); if (point) pick(point); },
        },
        yAxis.ticks.map(value => [drawing("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
            drawing("text", { class: "tick", x: left - 7, y: y(value) + 4, "text-anchor": "end" }, tickText(value))]).flat(),
        xAxis.ticks.map(value => drawing("text", { class: "tick", x: x(value), y: height - below + 17, "text-anchor": "middle" }, tickText(value))),
        drawing("text", { class: "tick", x: width - right, y: height - 4, "text-anchor": "end" }, "seconds of audio"),
        drawing("text", { class: "tick", x: 2, y: 10 }, yTitle),
        runs.map(run => drawing("path", { class: `points ${points.length < 400 ? "few" : ""} ${runColour(run)}`,
            d: points.filter(point => point.run === run).map(point => `M${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}h0`).join("") })),
        guides.map(drawGuide), near);
        let current = -1;
        return svg;

        function drawGuide({ at, label }) {
            const line = Array.from({ length: 101 }, (_, step) => xAxis.value(step / 100)).map(value => ({ x: x(value), share: yAxis.place(at(value)), y: y(at(value)) }))
                .filter(({ share }) => share >= 0 && share < 1);
            return line.length < 2 ? "" : drawing("g", {}, drawing("path", { class: "guide", d: `M${line.map(point => `${point.x} ${point.y}`).join("L")}` }),
                drawing("text", { class: "tick guide-name", x: line.at(-1).x - 4, y: line.at(-1).y + 14, "text-anchor": "end" }, label));
        }

        function nearest(event) {
            const box = svg.getBoundingClientRect();
            const [px, py] = [(event.clientX - box.left) * width / box.width, (event.clientY - box.top) * height / box.height];
            let best = null;
            let distance = 24 ** 2;
            for (const point of points) {
                const square = (x(point.x) - px) ** 2 + (y(point.y) - py) ** 2;
                if (square < distance)
                    [best, distance] = [point, square];
            }
            return best;
        }

        function press(event) {
            const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
            if (event.key !== "Enter" && !(event.key in steps))
                return;
            // Enter would click whatever has the focus once the clip is open.
            event.preventDefault();
            if (event.key === "Enter" && current >= 0)
                pick(byLength[current]);
            else if (event.key in steps) {
                current = Math.max(0, Math.min(byLength.length - 1, current + steps[event.key]));
                show(byLength[current]);
            }
        }

        function show(point) {
            near.setAttribute("visibility", point ? "visible" : "hidden");
            if (!point)
                return;
            near.setAttribute("cx", x(point.x));
            near.setAttribute("cy", y(point.y));
            said.textContent = describe(point);
        }
    }
}
