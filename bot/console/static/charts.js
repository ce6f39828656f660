// Draws the charts of a page from the JSON beside them, in the page's own colours; the tables say the same in words.
(() => {
  "use strict";
  const drawn = new Map();
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const probe = document.body.appendChild(Object.assign(document.createElement("span"), { hidden: true }));
  // The property itself holds a light and a dark colour; only where it is used does the browser choose.
  const colour = (name) => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color; };
  const palette = () => ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"].map(colour);

  function datasets({ kind, series }) {
    const colours = palette();
    return series.map(({ label, values }, index) => {
      const own = colours[index % colours.length];
      const filled = kind === "doughnut" ? values.map((_, part) => colours[part % colours.length]) : own;
      const line = { tension: 0.3, pointRadius: values.length > 40 ? 0 : 2.5, borderWidth: 2, borderDash: index ? [6 - index, 3] : [] };
      return { label, data: values, backgroundColor: filled, borderColor: kind === "doughnut" ? colour("--card") : own,
        borderRadius: kind === "bar" ? 4 : 0, maxBarThickness: 36, ...(kind === "line" ? line : {}) };
    });
  }

  function axes({ kind, stacked, across, unit }) {
    if (kind === "doughnut") return {};
    const written = { color: colour("--soft"), maxRotation: 0, autoSkipPadding: 16, precision: 0 };
    const names = { stacked, grid: { display: false }, border: { color: colour("--line") }, ticks: written };
    const values = { stacked, beginAtZero: true, border: { display: false }, grid: { color: colour("--line") },
      ticks: unit ? { ...written, callback: (value) => `${value} ${unit}` } : written };
    return across ? { x: values, y: names } : { x: names, y: values };
  }

  function draw(canvas) {
    const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    const several = data.series.length > 1 || data.kind === "doughnut";
    const legend = { display: several, position: "bottom", labels: { color: colour("--ink"), usePointStyle: true, boxHeight: 7 } };
    drawn.get(canvas)?.destroy();
    drawn.set(canvas, new Chart(canvas, {
      type: data.kind,
      data: { labels: data.labels, datasets: datasets(data) },
      options: { locale: document.documentElement.lang, indexAxis: data.across ? "y" : "x", maintainAspectRatio: false,
        responsive: true, animation: isCalm ? false : { duration: 300 }, interaction: { mode: "index", intersect: false },
        scales: axes(data), plugins: { legend } },
    }));
  }

  function drawAll() {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    document.querySelectorAll("canvas[data-chart]").forEach(draw);
  }

  drawAll();
  document.addEventListener("desk:theme", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
