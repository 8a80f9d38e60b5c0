// A table whose columns sort it, page by page where it is long. Columns: { title, hint, numeric, value(row), show(row) }.
class DataTable {
    constructor({ caption, columns, rows, footer = [], pageSize = Infinity, rowClass = null, detail = null, sort = null }) {
        Object.assign(this, { columns, footer, pageSize, rowClass, detail, sort });
        this.rows = rows;
        this.open = new Set();
        this.page = 0;
        this.caption = element("caption", {}, caption);
        this.head = element("thead");
        this.body = element("tbody");
        this.foot = element("tfoot");
        this.pager = element("div", { class: "table-bar" });
        const table = element("table", {}, this.caption, this.head, this.body, this.foot);
        this.node = element("div", {}, element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table), this.pager);
        this.draw();
    }

    set rows(rows) {
        this.given = rows;
        this.sorted = null;
    }

    // Unknown values stand last, whichever way the others are sorted.
    get rows() {
        if (this.sorted)
            return this.sorted;
        this.sorted = [...this.given];
        if (this.sort) {
            const column = this.columns[this.sort.column];
            const sign = this.sort.descending ? -1 : 1;
            const keys = new Map(this.sorted.map(row => [row, column.value(row)]));
            this.sorted.sort((left, right) => compare(keys.get(left), keys.get(right), sign));
        }
        return this.sorted;
    }

    draw() {
        this.drawHead();
        this.drawBody();
        this.foot.replaceChildren(...this.footer.map(row => this.rowOf(row)));
    }

    drawHead() {
        this.head.replaceChildren(element("tr", {}, this.columns.map((column, at) => {
            const sorted = this.sort?.column === at ? (this.sort.descending ? "descending" : "ascending") : "none";
            const button = element("button", { type: "button", title: column.hint, click: () => this.sortBy(at) }, column.title);
            return element("th", { scope: "col", class: classOf(column), "aria-sort": sorted }, button);
        })));
    }

    sortBy(at) {
        const again = this.sort?.column === at;
        this.sort = { column: at, descending: again ? !this.sort.descending : Boolean(this.columns[at].numeric) };
        this.sorted = null;
        this.page = 0;
        this.draw();
        this.head.querySelectorAll("button")[at].focus();
    }

    drawBody() {
        const pages = Math.max(1, Math.ceil(this.rows.length / this.pageSize));
        this.page = Math.min(this.page, pages - 1);
        const from = Number.isFinite(this.pageSize) ? this.page * this.pageSize : 0;
        const shown = this.rows.slice(from, from + this.pageSize);
        const rows = shown.flatMap(row => this.open.has(row) ? [this.rowOf(row), this.detailOf(row)] : [this.rowOf(row)]);
        this.body.replaceChildren(...(rows.length ? rows : [element("tr", {}, element("td", { colspan: this.columns.length, class: "empty" }, "Nothing to show."))]));
        this.drawPager(from, shown.length, pages);
    }

    rowOf(row) {
        return element("tr", { class: this.rowClass?.(row) ?? null }, this.columns.map((column, at) =>
            element(at === 0 ? "th" : "td", { scope: at === 0 ? "row" : null, class: classOf(column) },
                column.show(row))));
    }

    detailOf(row) {
        return element("tr", { class: "detail" }, element("td", { colspan: this.columns.length }, this.detail(row)));
    }

    drawPager(from, shown, pages) {
        if (this.given.length <= 50 || !Number.isFinite(this.pageSize)) {
            this.pager.replaceChildren();
            return;
        }
        const go = (title, page) => element("button", { type: "button", disabled: page < 0 || page >= pages, click: () => this.goTo(page) }, title);
        const sizes = element("select", { "aria-label": "Rows a page", change: event => this.resize(Number(event.target.value)) },
            [50, 200, 1000].map(size => element("option", { value: size, selected: size === this.pageSize }, `${size} a page`)));
        this.pager.replaceChildren(element("nav", { class: "pager", "aria-label": "Pages" },
            go("First", this.page > 0 ? 0 : -1), go("Previous", this.page - 1), `${count(from + 1)}–${count(from + shown)} of ${count(this.rows.length)}`,
            go("Next", this.page + 1), go("Last", this.page < pages - 1 ? pages - 1 : pages), sizes));
    }

    goTo(page) {
        this.page = page;
        this.drawBody();
        this.node.scrollIntoView({ block: "start" });
    }

    resize(size) {
        this.page = Math.floor(this.page * this.pageSize / size);
        this.pageSize = size;
        this.drawBody();
    }

    // Turns to the page that a row is on.
    reveal(row) {
        const at = this.rows.indexOf(row);
        if (at >= 0)
            this.page = Number.isFinite(this.pageSize) ? Math.floor(at / this.pageSize) : 0;
        return at >= 0;
    }
}

function classOf(column) {
    return [column.numeric && "numeric", column.class].filter(Boolean).join(" ") || null;
}

const collator = new Intl.Collator("en", { numeric: true });

function compare(left, right, sign) {
    if (!isNumber(left) || !isNumber(right))
        return isNumber(left) ? -1 : isNumber(right) ? 1 : 0;
    return sign * (typeof left === "string" ? collator.compare(left, right) : left - right);
}
