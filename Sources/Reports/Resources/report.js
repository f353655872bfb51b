"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add("scripted");

  // Copy what a block of commands holds. A page from a file may have no clipboard of the newer kind.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const isDone = document.execCommand("copy");
      area.remove();
      return isDone;
    }
  };
  for (const button of all("button.copy")) {
    button.hidden = false;
    const name = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      if (!(await copy(button.parentElement.querySelector("code").textContent.trimEnd()))) return;
      button.textContent = button.dataset.done;
      button.focus();
      setTimeout(() => { button.textContent = name; }, 2000);
    });
  }

  // Sort and filter the tables of flows.
  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent;
  for (const table of all("table.sortable")) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = all("th", table.tHead);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      const isNumber = head.classList.contains("number");
      button.addEventListener("click", () => {
        const isUp = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
        const order = (a, b) => isNumber
          ? Number(key(a, column)) - Number(key(b, column))
          : key(a, column).localeCompare(key(b, column), undefined, { numeric: true });
        rows.sort((a, b) => isUp ? order(a, b) : order(b, a));
        body.append(...rows);
      });
    });
    const tools = table.closest("section").querySelector(".tools");
    tools.hidden = false;
    tools.querySelector("input").addEventListener("input", (event) => {
      const wanted = event.target.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    });
  }

  // A link to a flow opens it.
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", open);
  open();
})();
