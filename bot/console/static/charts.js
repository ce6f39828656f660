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
      const line = { tension: 0, pointRadius: values.length > 40 ? 0 : 2.5, borderWidth: 2, borderDash: index ? [6 - index, 3] : [] };
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
    // Every bar has its name, however many there are; long names take several lines.
    const all = { ...names, ticks: { ...written, autoSkip: false, callback(value) { return wrapped(this.getLabelForValue(value)); } } };
    return across ? { x: values, y: all } : { x: kind === "bar" ? all : names, y: values };
  }

  function wrapped(name) {
    const lines = [];
    for (const word of String(name).split(" ")) {
      const last = lines[lines.length - 1];
      if (last && (last + word).length < 16) lines[lines.length - 1] = `${last} ${word}`; else lines.push(word);
    }
    return lines;
  }

  // The number at the end of each bar: nobody has to guess it from a scale.
  const numbers = {
    id: "numbers",
    afterDatasetsDraw(chart) {
      if (chart.config.type !== "bar") return;
      const { ctx } = chart;
      const across = chart.options.indexAxis === "y";
      ctx.save();
      ctx.fillStyle = colour("--ink");
      ctx.font = `600 12px ${Chart.defaults.font.family}`;
      ctx.textBaseline = across ? "middle" : "bottom";
      ctx.textAlign = across ? "left" : "center";
      chart.data.datasets.forEach((set, index) => chart.getDatasetMeta(index).data.forEach((bar, place) => {
        const number = Number(set.data[place]).toLocaleString(document.documentElement.lang);
        ctx.fillText(number, across ? bar.x + 5 : bar.x, across ? bar.y : bar.y - 3);
      }));
      ctx.restore();
    },
  };

  function draw(canvas) {
    const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    const several = data.series.length > 1 || data.kind === "doughnut";
    const legend = { display: several, position: "bottom", labels: { color: colour("--ink"), usePointStyle: true, boxHeight: 7 } };
    if (data.across) canvas.parentElement.style.height = `${Math.max(120, data.labels.length * 40 + 50)}px`;
    drawn.get(canvas)?.destroy();
    drawn.set(canvas, new Chart(canvas, {
      type: data.kind,
      plugins: [numbers],
      data: { labels: data.labels, datasets: datasets(data) },
      options: { locale: document.documentElement.lang, indexAxis: data.across ? "y" : "x", maintainAspectRatio: false,
        responsive: true, animation: isCalm ? false : { duration: 300 }, interaction: { mode: "index", intersect: false },
        layout: { padding: { right: data.across ? 36 : 0, top: data.kind === "bar" ? 16 : 0 } }, scales: axes(data), plugins: { legend } },
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
