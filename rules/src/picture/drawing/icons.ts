/** Small drawings for what happens; each fits a box of 16 by 16 and takes the colour of the text around. */
import type { PictureEvent } from '../picture.js';

const paths = {
  insert: 'M8 3v10M3 8h10',
  relative: 'M8 2.5v6M5 5.5h6M5 12.5h6',
  absolute: 'M3.5 6h9M3.5 10h9',
  upsert: 'M8 2.5v6M5 5.5h6M3.5 12.5h9',
  conditional: 'M3 6h10M3 10h10M10 3L6 13',
  delete: 'M3.5 8h9',
  external: 'M2.5 4.5h11v7.5h-11zM2.5 5l5.500 4 5.500-4',
  publish: 'M2.500 8h10M9 4.500L12.500 8 9 11.500',
  claim: 'M5 7V5a3 3 0 016 0v2M3.500 7h9v6.500h-9z',
  marker: 'M4 2.500v11M4 3h8l-2 2.500L12 8H4',
  read: 'M1.500 8s2.500-4 6.500-4 6.500 4 6.500 4-2.500 4-6.500 4S1.500 8 1.500 8zM8 6.500a1.500 1.500 0 100 3 1.500 1.500 0 000-3z',
  delivery: 'M8 2.500v9M4.500 8L8 11.500 11.500 8M3 13.500h10',
  gate: 'M8 2l6 6-6 6-6-6z',
  commit: 'M3 8.500l3.500 3.500L13 4.500',
  ack: 'M2 8.500l3 3L10.500 5M8 11l.5.500L14 5',
  throw: 'M4 4l8 8M12 4l-8 8',
  unknown: 'M6 6a2 2 0 114 0c0 1.500-2 1.500-2 3.500M8 12.500v.010',
} as const;

export function icon(event: PictureEvent): string {
  const key = event.type === 'effect' ? event.kind : event.type;
  return `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${paths[key]}"/></svg>`;
}
