/**
 * The page of the timeline view. It draws the picture it is sent, and says which place is to be opened. Bundled with its style;
 * needs no permission but to run as a script of its own.
 */
import 'eslint-plugin-idempotent-consumer/page/timeline.css';
import 'eslint-plugin-idempotent-consumer/page/timeline.js';
import './view.css';
import type { Picture, PicturePlace } from 'eslint-plugin-idempotent-consumer/picture';
import { drawPicture } from 'eslint-plugin-idempotent-consumer/picture/drawing';
import { english, type Words } from 'eslint-plugin-idempotent-consumer/picture/words';
import { simplifiedChinese } from 'eslint-plugin-idempotent-consumer/picture/words-zh-cn';
import type { FromView, ToView } from './messages.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromView): void;
  /** What the page shows, over being hidden and shown again. */
  getState(): ToView | undefined;
  setState(state: ToView): void;
};

const editor = acquireVsCodeApi();
const languages: Readonly<Record<string, Words>> = { en: english, 'zh-cn': simplifiedChinese };

function show(message: ToView): void {
  const words = languages[message.language.toLowerCase()] ?? english;
  document.documentElement.lang = words === english ? 'en' : message.language;
  const stop = stopOf(message.picture);
  document.body.innerHTML = drawPicture(message.picture, words);
  restore(stop);
  editor.setState(message);
}

interface Shown extends HTMLElement {
  readonly stop: number;
  show(moment: number): void;
}

/** Where the crash point stands, if the same handler is shown already: it stays there while its code is edited. */
function stopOf({ id, moments }: Picture): number | undefined {
  const shown = document.querySelector<Shown>('redelivery-timeline');
  const crashes = moments.filter((m) => m.kind === 'crash').length;
  return shown?.dataset['picture'] === id && shown.stop < crashes ? shown.stop : undefined;
}

function restore(stop: number | undefined): void {
  if (stop !== undefined) document.querySelector<Shown>('redelivery-timeline')?.show(stop);
}

window.addEventListener('message', ({ data }: MessageEvent<ToView>) => {
  show(data);
});
document.addEventListener('open-place', (event) => {
  if (event instanceof CustomEvent) editor.postMessage({ type: 'open', place: event.detail as PicturePlace });
});

const before = editor.getState();
if (before) show(before);
editor.postMessage({ type: 'ready' });
