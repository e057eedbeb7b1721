/**
 * The element around a timeline that `drawPicture` has drawn: lets people move its crash point. No dependencies; runs as it
 * is. A button that stands for a place is answered with a bubbling event `open-place`, whose `detail` is the place.
 */

class RedeliveryTimeline extends HTMLElement {
  /** The crash point: its number among the crashes. */
  stop = 0;
  stage = /** @type {HTMLElement} */ (this);
  panel = /** @type {HTMLElement | null} */ (null);
  handle = /** @type {HTMLElement | null} */ (null);
  gaps = /** @type {HTMLElement[]} */ ([]);
  rows = /** @type {HTMLElement[]} */ ([]);
  moments = /** @type {HTMLElement[]} */ ([]);
  templates = /** @type {HTMLTemplateElement[]} */ ([]);
  results = /** @type {{ node: HTMLElement, moments: Set<string> }[]} */ ([]);

  connectedCallback() {
    this.panel = /** @type {HTMLElement | null} */ (this.querySelector('.outcomes'));
    this.stage = /** @type {HTMLElement} */ (this.querySelector('.stage'));
    this.handle = /** @type {HTMLElement | null} */ (this.querySelector('.handle'));
    this.gaps = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.gap')]);
    this.rows = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.row')]);
    this.moments = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('button.moment')]);
    this.templates = /** @type {HTMLTemplateElement[]} */ ([...this.querySelectorAll('template')]);
    this.results = [...this.querySelectorAll('.result')].map((node) => ({
      node: /** @type {HTMLElement} */ (node),
      moments: new Set((node.getAttribute('data-moments') ?? '').split(' ')),
    }));
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('[data-place]'))) {
      button.addEventListener('click', () => {
        const detail = JSON.parse(button.dataset['place'] ?? 'null');
        this.dispatchEvent(new CustomEvent('open-place', { detail, bubbles: true }));
      });
    }
    this.stop = Number(this.dataset['start'] ?? 0);
    if (!this.handle || this.gaps.length === 0) return;
    this.#listen(this.handle);
    this.show(this.stop);
    new ResizeObserver(() => this.#place()).observe(this.stage);
  }

  /** @param {HTMLElement} handle */
  #listen(handle) {
    handle.addEventListener('keydown', (event) => this.#key(event));
    handle.addEventListener('pointerdown', (event) => {
      handle.setPointerCapture(event.pointerId);
      handle.focus();
      event.preventDefault();
      this.classList.add('dragging');
    });
    handle.addEventListener('pointermove', (event) => {
      if (handle.hasPointerCapture(event.pointerId)) this.#nearest(event.clientY);
    });
    const drop = () => this.classList.remove('dragging');
    handle.addEventListener('pointerup', drop);
    handle.addEventListener('pointercancel', drop);
    for (const gap of this.gaps) gap.addEventListener('click', () => this.show(Number(gap.dataset['stop'])));
    for (const button of this.moments) {
      button.addEventListener('click', () => {
        const isOn = button.getAttribute('aria-pressed') === 'true';
        this.show(isOn ? this.stop : Number(button.dataset['moment']));
      });
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = this.gaps.length - 1;
    const to = {
      ArrowDown: this.stop + 1,
      ArrowRight: this.stop + 1,
      ArrowUp: this.stop - 1,
      ArrowLeft: this.stop - 1,
      Home: 0,
      End: last,
      PageDown: this.#harmful(1),
      PageUp: this.#harmful(-1),
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.show(Math.min(last, Math.max(0, to)));
    this.gaps[this.stop]?.scrollIntoView({ block: 'nearest' });
  }

  /**
   * The next crash point in that direction that does harm; the end where there is none.
   * @param {1 | -1} step
   */
  #harmful(step) {
    let at = this.stop + step;
    while (this.gaps[at] && !this.gaps[at]?.classList.contains('harmful')) at += step;
    return at;
  }

  /** @param {number} y in the window */
  #nearest(y) {
    const distance = (/** @type {HTMLElement} */ gap) => {
      const box = gap.getBoundingClientRect();
      return Math.abs((box.top + box.bottom) / 2 - y);
    };
    const gap = this.gaps.reduce((best, other) => (distance(other) < distance(best) ? other : best));
    const stop = Number(gap.dataset['stop']);
    if (stop !== this.stop) this.show(stop);
  }

  /** @param {number} moment its number among all moments: crashes come first */
  show(moment) {
    const isCrash = moment < this.gaps.length;
    if (isCrash) this.stop = moment;
    const template = this.templates.find((t) => t.dataset['moment'] === String(moment));
    if (template) this.panel?.replaceChildren(template.content.cloneNode(true));
    for (const { node, moments } of this.results) node.hidden = !moments.has(String(moment));
    const after = isCrash ? Number(this.gaps[moment]?.dataset['after']) : Infinity;
    for (const row of this.rows) {
      row.classList.toggle('later', Number(row.dataset['event']) > after);
      // An effect without a result does not happen on the paths that lead to this moment.
      const results = [...row.querySelectorAll('.result')];
      row.classList.toggle('elsewhere', results.length > 0 && results.every((r) => r.hasAttribute('hidden')));
    }
    for (const gap of this.gaps) {
      gap.classList.toggle('here', isCrash && Number(gap.dataset['stop']) === moment);
      gap.classList.toggle('later', Number(gap.dataset['after']) > after);
    }
    for (const button of this.moments)
      button.setAttribute('aria-pressed', String(button.dataset['moment'] === String(moment)));
    this.handle?.setAttribute('aria-valuenow', String(this.stop + 1));
    this.handle?.setAttribute('aria-valuetext', template?.dataset['said'] ?? '');
    this.classList.toggle('aside', !isCrash);
    this.#place();
  }

  #place() {
    const gap = this.gaps[this.stop];
    if (!gap || !this.handle) return;
    const top = gap.getBoundingClientRect().top - this.stage.getBoundingClientRect().top;
    this.handle.style.transform = `translateY(${top + gap.offsetHeight / 2}px)`;
  }
}

customElements.define('redelivery-timeline', RedeliveryTimeline);
