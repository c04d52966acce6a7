// Search and sorting of the village tables; the page is complete without it.
document.documentElement.classList.add("js");
const box = document.getElementById("find");
const rows = [...document.querySelectorAll("table.villages tbody tr")];
const texts = rows.map((row) => row.textContent.toLowerCase());
box.addEventListener("input", () => {
  const wanted = box.value.trim().toLowerCase().split(/\s+/);
  let found = 0;
  rows.forEach((row, i) => {
    const shown = wanted.every((word) => texts[i].includes(word));
    row.classList.toggle("hidden", !shown);
    found += shown;
  });
  for (const part of document.querySelectorAll("#villages details")) {
    if (box.value) part.open = part.querySelector("tbody tr:not(.hidden)") !== null;
  }
  document.getElementById("found").textContent = box.value ? found : "";
  document.getElementById("found-word").hidden = !box.value;
});
for (const head of document.querySelectorAll("table.villages thead th")) {
  head.addEventListener("click", () => {
    const body = head.closest("table").tBodies[0];
    const place = head.cellIndex;
    const sign = (head.dataset.sign = head.dataset.sign === "1" ? "-1" : "1");
    const key = (row) => row.cells[place].dataset.n;
    const text = (row) => row.cells[place].textContent;
    [...body.rows]
      .sort((a, b) => {
        if (key(a) !== undefined && key(b) !== undefined) return sign * (key(a) - key(b));
        if (key(a) !== undefined || key(b) !== undefined) return key(a) !== undefined ? -1 : 1;
        return sign * text(a).localeCompare(text(b), "zh");
      })
      .forEach((row) => body.append(row));
  });
}
