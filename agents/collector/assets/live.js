// Keeps the living parts of a page as they are now. Without it the page is as it was when it was read.

{
  const { events } = document.currentScript.dataset;
  const lost = document.getElementById('kontakt');
  const said = document.getElementById('sagt');
  const againMs = 15_000;
  /** Those who hear the page are told no more often than this. */
  const sayEveryMs = 15_000;
  let saying = null;

  follow();

  function follow() {
    const source = new EventSource(events);
    source.addEventListener('open', () => {
      lost.hidden = true;
    });
    source.addEventListener('part', ({ data }) => show(data));
    source.addEventListener('over', () => source.close());
    source.addEventListener('error', () => {
      lost.hidden = false;
      if (source.readyState === EventSource.CLOSED) setTimeout(follow, againMs);
    });
  }

  /** Puts an element in the place of the one with its id; focus, what is folded out and sideways places stay. */
  function show(markup) {
    const fresh = new DOMParser().parseFromString(markup, 'text/html').body.firstElementChild;
    const shown = fresh === null ? null : document.getElementById(fresh.id);
    if (shown === null || shown.innerHTML === fresh.innerHTML) return;
    const focus = shown.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
    for (const { id, open } of shown.querySelectorAll('details[id]')) {
      const same = fresh.querySelector(`#${CSS.escape(id)}`);
      if (same !== null) same.open = open;
    }
    const places = [...shown.querySelectorAll('[aria-labelledby]')].map((region) => [
      selectorOf(region),
      region.scrollLeft,
    ]);
    shown.replaceChildren(...fresh.childNodes);
    for (const [selector, left] of places) {
      const same = selector === null ? null : shown.querySelector(selector);
      if (same !== null) same.scrollLeft = left;
    }
    if (focus !== null) shown.querySelector(focus)?.focus({ preventScroll: true });
    const line = shown.matches('[data-say]') ? shown : shown.querySelector('[data-say]');
    if (line !== null) say(line.id);
  }

  /** What finds an element again in the markup that takes its place. */
  function selectorOf(element) {
    if (element.id !== '') return `#${CSS.escape(element.id)}`;
    for (const name of ['href', 'aria-labelledby']) {
      const value = element.getAttribute(name);
      if (value !== null) return `[${name}="${CSS.escape(value)}"]`;
    }
    const folded = element.closest('details[id]');
    return folded === null ? null : `#${CSS.escape(folded.id)} > summary`;
  }

  /** Says a line to those who hear the page, the newest where several come close together. */
  function say(id) {
    if (saying !== null) return;
    const now = document.getElementById(id)?.textContent ?? '';
    if (said.textContent === now) return;
    said.textContent = now;
    saying = setTimeout(() => {
      saying = null;
      say(id);
    }, sayEveryMs);
  }
}
