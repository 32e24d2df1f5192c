const LINES = 300;
const TAB = 8;
// Colours, titles and the like, which a plain view has no use for. ESC [ n C, D, K and P are acted on.
const ESCAPE = /^\x1b(?:\[([0-9;?]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])/;

const NAMED = { interrupt: "\x03", tab: "\t", up: "\x1b[A", enter: "\r" };
const KEYS = {
  Enter: "\r", Backspace: "\x7f", Delete: "\x1b[3~", ArrowUp: "\x1b[A", ArrowDown: "\x1b[B",
  ArrowRight: "\x1b[C", ArrowLeft: "\x1b[D", Home: "\x1b[H", End: "\x1b[F",
};

/** The text of a dumb terminal, and an input that hands on each key. Tab goes on to the next control. */
export class Terminal {
  #view;
  #input;
  #send;
  #lines = [""];
  #column = 0;
  #rest = "";

  constructor(view, input, send) {
    this.#view = view;
    this.#input = input;
    this.#send = send;
    view.addEventListener("click", () => getSelection().isCollapsed && input.focus());
    input.addEventListener("keydown", event => this.#key(event));
    input.addEventListener("input", event => event.isComposing || this.#typed());
    input.addEventListener("compositionend", () => this.#typed());
    document.querySelectorAll("[data-keys]").forEach(button => {
      button.addEventListener("click", () => send({ keys: NAMED[button.dataset.keys] }));
    });
    new ResizeObserver(() => this.fit()).observe(view);
  }

  /** Tells the shell how many characters a line of the view takes. */
  fit() {
    const style = getComputedStyle(this.#view);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    const room = this.#view.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    this.#send({ columns: Math.floor(room / pen.measureText("0").width) });
  }

  clear() {
    this.#lines = [""];
    this.#column = 0;
    this.#rest = "";
    this.#show();
  }

  write(text) {
    let left = this.#rest + text;
    this.#rest = "";
    while (left) {
      if (left[0] === "\x1b") {
        const found = ESCAPE.exec(left);
        if (!found && left.length < 64) {
          this.#rest = left;
          break;
        }
        if (found?.[2]) this.#control(found[2], Number(found[1]) || 0);
        left = left.slice(found ? found[0].length : 1);
      } else {
        this.#put(left[0]);
        left = left.slice(1);
      }
    }
    this.#show();
  }

  #key(event) {
    if (event.isComposing || event.altKey || event.metaKey) return;
    const copying = event.key === "c" && this.#input.ownerDocument.getSelection().toString();
    const control = event.ctrlKey && /^[a-z]$/.test(event.key) && event.key !== "v" && !copying;
    const keys = control ? String.fromCharCode(event.key.charCodeAt(0) - 96) : !event.ctrlKey && KEYS[event.key];
    if (keys) {
      event.preventDefault();
      this.#send({ keys });
    }
  }

  #typed() {
    if (this.#input.value) this.#send({ keys: this.#input.value });
    this.#input.value = "";
  }

  get #line() { return this.#lines.at(-1); }
  set #line(text) { this.#lines[this.#lines.length - 1] = text; }

  #put(char) {
    if (char === "\n") {
      this.#lines.push("");
      this.#column = 0;
      if (this.#lines.length > LINES) this.#lines.shift();
    } else if (char === "\r") {
      this.#column = 0;
    } else if (char === "\b") {
      this.#column = Math.max(0, this.#column - 1);
    } else if (char === "\t") {
      const to = (Math.floor(this.#column / TAB) + 1) * TAB;
      while (this.#column < to) this.#put(" ");
    } else if (char >= " ") {
      this.#line = this.#line.slice(0, this.#column).padEnd(this.#column) + char + this.#line.slice(this.#column + 1);
      this.#column++;
    }
  }

  #control(command, n) {
    const before = this.#line.slice(0, this.#column);
    if (command === "C") this.#column += n || 1;
    if (command === "D") this.#column = Math.max(0, this.#column - (n || 1));
    if (command === "K" && n === 0) this.#line = before;
    if (command === "P") this.#line = before + this.#line.slice(this.#column + (n || 1));
  }

  #show() {
    const atEnd = this.#view.scrollTop + this.#view.clientHeight >= this.#view.scrollHeight - 8;
    const before = this.#lines.slice(0, -1).map(line => `${line}\n`).join("") + this.#line.slice(0, this.#column).padEnd(this.#column);
    const cursor = document.createElement("span");
    cursor.className = "cursor";
    cursor.textContent = this.#line[this.#column] ?? " ";
    this.#view.replaceChildren(before, cursor, this.#line.slice(this.#column + 1));
    if (atEnd) this.#view.scrollTop = this.#view.scrollHeight;
  }
}
