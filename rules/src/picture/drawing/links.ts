/** How a place is opened: by a link, where the page knows where the code is, or by a button that the page's owner answers. */
import type { PicturePlace } from '../picture.js';
import { element, escaped } from './markup.js';

/** The address of a place; undefined where a button is to be drawn, which says `open` with its place. */
export type Linking = (place: PicturePlace) => string | undefined;

/** @param content what is shown, as markup */
export function opener(place: PicturePlace, content: string, name: string, linking: Linking): string {
  const href = linking(place);
  if (href !== undefined) return element('a', { class: name, href }, content);
  const data = JSON.stringify(place);
  return element('button', { class: name, type: 'button', 'data-place': data }, content);
}

/** `orders.service.ts:12`, with the whole path for those who ask. */
export function placeLink(place: PicturePlace, linking: Linking): string {
  const file = place.file.split('/').at(-1) ?? place.file;
  const text = element(
    'span',
    { title: `${place.file}:${String(place.line)}` },
    escaped(`${file}:${String(place.line)}`),
  );
  return opener(place, text, 'place', linking);
}
