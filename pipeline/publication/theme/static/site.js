/* Tables that a reader sorts and filters; without this script they stay as they are. */
"use strict";

(() => {
  const fold = (text) =>
    text
      .toLowerCase()
      .replaceAll("đ", "d")
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/\s+/g, " ")
      .trim();

  /* A cell is sorted by data-sort (a number), or by its text; what is empty comes last either way. */
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const given = cell.dataset.sort;
    if (given === undefined) return cell.textContent.trim();
    return given === "" ? null : Number(given);
  };

  const compare = (a, b, sign, collator) => {
    if (a === null || a === "") return b === null || b === "" ? 0 : 1;
    if (b === null || b === "") return -1;
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * collator.compare(String(a), String(b));
  };

  const sortable = (table) => {
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const body = table.tBodies[0];
    const first = [...body.rows];
    heads.forEach((head, column) => {
      if (head.classList.contains("unsorted")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const falling = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        const rows = first.slice(); /* equal values keep the order of the page */
        rows.sort((a, b) => compare(valueOf(a, column), valueOf(b, column), falling ? -1 : 1, collator));
        body.append(...rows);
      });
    });
  };

  const filter = (box) => {
    const table = document.getElementById(box.dataset.filters);
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => fold(row.dataset.search ?? row.textContent));
    const told = document.getElementById(box.getAttribute("aria-describedby"));
    const apply = () => {
      const words = fold(box.value).split(" ");
      let shown = 0;
      rows.forEach((row, number) => {
        row.hidden = !words.every((word) => texts[number].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      if (told) told.textContent = told.dataset.text.replace("{n}", shown).replace("{all}", rows.length);
    };
    box.addEventListener("input", apply);
    box.closest("[hidden]")?.removeAttribute("hidden");
    apply();
  };

  document.querySelectorAll("table.sortable").forEach(sortable);
  document.querySelectorAll("input[data-filters]").forEach(filter);
})();
