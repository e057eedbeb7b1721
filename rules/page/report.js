/** Search and filter of the report's handlers. */

const search = /** @type {HTMLInputElement} */ (document.querySelector('#search'));
const rule = /** @type {HTMLSelectElement} */ (document.querySelector('#rule'));
const unsafe = /** @type {HTMLInputElement} */ (document.querySelector('#unsafe'));
const shown = /** @type {HTMLElement} */ (document.querySelector('#shown'));
const nothing = /** @type {HTMLElement} */ (document.querySelector('#nothing'));
const handlers = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll('details.handler')]);

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const handler of handlers) {
    const isIn =
      words.every((word) => handler.dataset['words']?.includes(word)) &&
      (rule.value === '' || handler.dataset['rules']?.split(' ').includes(rule.value) === true) &&
      (!unsafe.checked || handler.hasAttribute('data-unsafe'));
    handler.hidden = !isIn;
    if (isIn) left += 1;
  }
  shown.textContent = `${left} of ${handlers.length} shown`;
  nothing.hidden = left > 0;
}

for (const input of [search, rule, unsafe]) input.addEventListener('input', filter);
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  search.focus();
});
filter();
const first = handlers.find((handler) => !handler.hidden);
if (first) first.open = true;
