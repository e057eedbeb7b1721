/** What the timeline view and its owner tell each other. */
import type { Picture, PicturePlace } from 'eslint-plugin-idempotent-consumer/picture';

/** Show this picture. `language` is the editor's: `zh-cn`; every other one is shown in English. */
export interface ToView {
  readonly type: 'show';
  readonly picture: Picture;
  readonly language: string;
}

/** `ready`: the page can be sent a picture. `open`: the user wants to see the place in its file. */
export type FromView = { readonly type: 'ready' } | { readonly type: 'open'; readonly place: PicturePlace };
