const SPAN_MILLIS = 120_000;
const HEADROOM = 1.06;
const MARGIN = { top: 8, right: 6, bottom: 18, left: 44 };
const GRID = 4;
const MARK_EVERY_MILLIS = 30_000;

/** Memory over the last two minutes, on a canvas. */
export class Plot {
  #canvas;
  #samples = [];

  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
  }

  add(sample) {
    this.#samples.push(sample);
    const oldest = sample.time - SPAN_MILLIS;
    while (this.#samples[0].time < oldest) this.#samples.shift();
    this.#canvas.setAttribute("aria-label", `Memory over the last two minutes, now ${Math.round(sample.heldKb / 1024)} MB held of `
      + `${Math.round(sample.totalKb / 1024)} MB, ${sample.kills} OOM kills`);
    this.#draw();
  }

  #draw() {
    const last = this.#samples.at(-1);
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (!last || !width) return;
    const ratio = devicePixelRatio || 1;
    this.#canvas.width = width * ratio;
    this.#canvas.height = height * ratio;
    const pen = this.#canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const style = getComputedStyle(this.#canvas);
    const color = name => style.getPropertyValue(name).trim();
    const x = time => width - MARGIN.right - (last.time - time) / SPAN_MILLIS * (width - MARGIN.left - MARGIN.right);
    const floor = height - MARGIN.bottom;
    const y = kb => floor - kb / (last.totalKb * HEADROOM) * (floor - MARGIN.top);

    pen.font = `11px ${style.fontFamily}`;
    pen.fillStyle = color("--quiet");
    pen.strokeStyle = color("--line");
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (let i = 0; i <= GRID; i++) {
      const kb = last.totalKb * i / GRID;
      this.#line(pen, MARGIN.left, y(kb), width - MARGIN.right, y(kb));
      pen.fillText(`${Math.round(kb / 1024)}`, MARGIN.left - 6, y(kb));
    }
    pen.textBaseline = "bottom";
    for (let ago = 0; ago < SPAN_MILLIS; ago += MARK_EVERY_MILLIS) {
      pen.textAlign = ago === 0 ? "right" : "center";
      pen.fillText(ago === 0 ? "now" : `−${ago / 1000} s`, x(last.time - ago), height);
    }

    this.#area(pen, color("--used"), x, y, floor, sample => sample.usedKb);
    this.#area(pen, color("--held"), x, y, floor, sample => sample.heldKb);

    pen.strokeStyle = color("--danger");
    pen.lineWidth = 1.5;
    pen.setLineDash([6, 4]);
    this.#line(pen, MARGIN.left, y(last.totalKb), width - MARGIN.right, y(last.totalKb));
    pen.setLineDash([]);
    this.#samples.forEach((sample, i) => {
      if (i > 0 && sample.kills > this.#samples[i - 1].kills) {
        this.#line(pen, x(sample.time), MARGIN.top, x(sample.time), floor);
      }
    });
  }

  #area(pen, fill, x, y, floor, value) {
    pen.fillStyle = fill;
    pen.beginPath();
    pen.moveTo(x(this.#samples[0].time), floor);
    this.#samples.forEach(sample => pen.lineTo(x(sample.time), y(value(sample))));
    pen.lineTo(x(this.#samples.at(-1).time), floor);
    pen.fill();
  }

  #line(pen, fromX, fromY, toX, toY) {
    pen.beginPath();
    pen.moveTo(fromX, fromY);
    pen.lineTo(toX, toY);
    pen.stroke();
  }
}
