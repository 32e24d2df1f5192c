const SPAN_SECONDS = 120;
const LEAST_SECONDS = 60;
const KEPT_IN_VIEW = 30;
const HEADROOM = 1.06;
const FONT = "11px system-ui, 'DejaVu Sans', sans-serif";

/** All plots of a page have one time axis and one scale. */
const plots = [];
let origin;
let end = 0;
let totalMb = 1;

/** Memory over the last two minutes. */
export class Plot {
  #host;
  #data = [[], [], [], []];
  #kills = [];
  #count;
  #chart;
  #stopped = false;
  #killed = false;

  constructor(host) {
    this.#host = host;
    plots.push(this);
    const color = name => () => getComputedStyle(host).getPropertyValue(name).trim();
    const axis = { stroke: color("--quiet"), font: FONT, grid: { stroke: color("--line"), width: 1 }, ticks: { show: false } };
    this.#chart = new uPlot({
      width: host.clientWidth || 300,
      height: host.clientHeight || 150,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 20, 0, 0],
      scales: { x: { time: false, range: () => this.#window() }, y: { range: () => [0, totalMb * HEADROOM] } },
      axes: [
        { ...axis, size: 24, values: (chart, values) => values.map(value => value < 60 || value % 60 ? `${value} s` : `${value / 60} min`) },
        { ...axis, size: 48, values: (chart, values) => values.map(value => value.toLocaleString("en")), splits: () => [0, 1, 2, 3, 4].map(part => Math.round(totalMb * part / 4)) },
      ],
      series: [
        {},
        { stroke: color("--used"), fill: color("--used"), width: 0, points: { show: false } },
        { stroke: color("--held"), fill: color("--held"), width: 0, points: { show: false } },
        { stroke: color("--guard"), width: 1.5, points: { show: false } },
      ],
      hooks: { draw: [chart => this.#marks(chart, color)] },
    }, this.#data, host);
    new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = host;
      if (width && height) this.#chart.setSize({ width, height });
    }).observe(host);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#chart.redraw());
  }

  add({ time, heldKb, usedKb, totalKb, guardKb, kills }) {
    if (this.#stopped) return;
    origin ??= time;
    const second = (time - origin) / 1000;
    end = Math.max(end, second);
    totalMb = totalKb / 1024;
    if (this.#count !== undefined && kills > this.#count) this.#kills.push(second);
    this.#count = kills;
    const [times, used, held, guard] = this.#data;
    times.push(second);
    used.push(usedKb / 1024);
    held.push(heldKb / 1024);
    guard.push(guardKb ? guardKb / 1024 : null);
    while (times[0] < second - 2 * SPAN_SECONDS) this.#data.forEach(column => column.shift());
    this.#host.setAttribute("aria-label", `Memory over the last two minutes: now ${Math.round(heldKb / 1024)} MB held of `
      + `${Math.round(totalMb)} MB, ${kills} OOM kills${guardKb ? `; the guard kills from ${Math.round(guardKb / 1024)} MB on` : ""}`);
    plots.forEach(plot => plot.#draw());
  }

  /** The gateway was killed, after the last sample. */
  kill() {
    this.#killed = true;
    this.#draw();
  }

  /** No more samples come. Its past stays in view, and so does a bit of what comes after. */
  stop() {
    this.#stopped = true;
    this.#draw();
  }

  #last() {
    return this.#data[0].at(-1) ?? 0;
  }

  #window() {
    const limit = this.#stopped ? this.#last() + SPAN_SECONDS - KEPT_IN_VIEW : Infinity;
    const right = Math.max(LEAST_SECONDS, Math.min(end, limit));
    return [Math.max(0, right - SPAN_SECONDS), right];
  }

  #draw() {
    this.#chart.setData(this.#data);
  }

  #marks(chart, color) {
    const { ctx: pen, bbox } = chart;
    const ratio = devicePixelRatio || 1;
    const line = (fromX, fromY, toX, toY) => {
      pen.beginPath();
      pen.moveTo(fromX, fromY);
      pen.lineTo(toX, toY);
      pen.stroke();
    };
    pen.save();
    pen.strokeStyle = color("--danger")();
    pen.lineWidth = 1.5 * ratio;
    pen.setLineDash([6 * ratio, 4 * ratio]);
    const limit = chart.valToPos(totalMb, "y", true);
    line(bbox.left, limit, bbox.left + bbox.width, limit);
    pen.setLineDash([]);
    pen.lineWidth = 2 * ratio;
    const [from] = this.#window();
    const mark = second => {
      const x = chart.valToPos(second, "x", true);
      if (second >= from) line(x, bbox.top, x, bbox.top + bbox.height);
      return x;
    };
    this.#kills.forEach(mark);
    if (this.#stopped) {
      const x = this.#killed ? mark(this.#last()) : chart.valToPos(this.#last(), "x", true);
      pen.fillStyle = color("--danger")();
      pen.font = `600 ${13 * ratio}px system-ui, 'DejaVu Sans', sans-serif`;
      pen.textBaseline = "middle";
      const left = x + 8 * ratio;
      const room = bbox.left + bbox.width - left;
      const texts = this.#killed ? ["the gateway is dead", "dead"] : ["nobody answers"];
      const text = texts.find(one => pen.measureText(one).width < room);
      pen.textAlign = "left";
      if (text) pen.fillText(text, left, bbox.top + bbox.height / 2);
    }
    pen.restore();
  }
}
