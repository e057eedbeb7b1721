/** Behind an unsafe effect, in a file that handlers elsewhere reach: so that its author sees what a redelivery does. */
import type { Picture } from 'eslint-plugin-idempotent-consumer/picture';
import type { InlayHint, Range } from 'vscode-languageserver';
import { effectsOf, fileOf, knownPictures, rangeOf, verdictOf } from './pictures.js';
import type { Reports } from './reports.js';
import type { Texts } from './texts.js';
import type { Workspace } from './workspace.js';

export async function inlayHints(
  uri: string,
  range: Range,
  workspace: Workspace,
  reports: Reports,
  texts: Texts,
): Promise<InlayHint[]> {
  const path = workspace.documents.pathOf(uri);
  const engine = path === undefined ? undefined : workspace.engineOf(path);
  if (path === undefined || !engine) return [];
  const pictures = knownPictures(engine);
  const counts = await reports.counted(engine, engine.knownFindings());
  const hints = new Map<string, { readonly at: Range; readonly handlers: Set<string> }>();
  for (const picture of pictures) {
    if (fileOf(engine, picture.handler.place) === path) continue;
    for (const effect of effectsOf(picture)) {
      if (fileOf(engine, effect.place) !== path || verdictOf(effect, picture, counts) !== 'unsafe') continue;
      const at = rangeOf(effect.place);
      const key = `${String(at.end.line)}:${String(at.end.character)}`;
      const hint = hints.get(key) ?? { at, handlers: new Set<string>() };
      hints.set(key, hint);
      hint.handlers.add(handlerName(picture));
    }
  }
  return [...hints.values()]
    .filter(({ at }) => at.end.line >= range.start.line && at.end.line <= range.end.line)
    .map(({ at, handlers }) => ({
      position: at.end,
      label: texts('hint'),
      paddingLeft: true,
      tooltip: texts('hint.reached', { handlers: [...handlers].join(', ') }),
    }));
}

/** `kafkajs eachMessage (src/main.ts:15)` */
export function handlerName({ handler }: Picture): string {
  return `${handler.library} ${handler.name} (${handler.place.file}:${String(handler.place.line)})`;
}
