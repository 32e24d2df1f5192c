export const $ = id => document.getElementById(id);
export const mb = kb => Math.round(kb / 1024).toLocaleString("en");
export const span = seconds => seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
export const clock = millis => new Date(millis).toLocaleTimeString([], { hour12: false });

export function element(name, classes, text) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Text in an element is written only when it changed, so that nothing is announced twice. */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** Changes a view, which goes on to show its end if it did before. */
export function follow(target, change) {
  const atEnd = target.scrollTop + target.clientHeight >= target.scrollHeight - 8;
  change();
  if (atEnd) target.scrollTop = target.scrollHeight;
}

const resized = new ResizeObserver(views => views.forEach(({ target }) => { target.scrollTop = target.scrollHeight; }));

/** A view that got another size shows its end. */
export const keepEnd = view => resized.observe(view);
