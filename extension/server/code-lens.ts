/** A line above each handler: library, guarantee, acknowledgement, and how many of its effects are safe. */
import type { Picture } from 'eslint-plugin-idempotent-consumer/picture';
import type { CodeLens } from 'vscode-languageserver';
import { effectsOf, faultsOf, picturesIn, rangeOf } from './pictures.js';
import { commands, type TimelineParams, type Verdict } from './protocol.js';
import type { Texts } from './texts.js';
import type { Workspace } from './workspace.js';

/** @param canShow does the client carry out the command that shows the timeline? */
export function codeLenses(uri: string, workspace: Workspace, texts: Texts, canShow: boolean): CodeLens[] {
  const path = workspace.documents.pathOf(uri);
  const engine = path === undefined ? undefined : workspace.engineOf(path);
  if (path === undefined || !engine) return [];
  return picturesIn(engine, path).map((picture) => {
    const { start } = rangeOf(picture.handler.place);
    const argument: TimelineParams = { uri, position: start };
    const title = describeHandler(picture, texts);
    const command = canShow ? { title, command: commands.showTimeline, arguments: [argument] } : { title, command: '' };
    return { range: { start, end: start }, command };
  });
}

/** `kafkajs · at-least-once · acked on return · 2 unsafe, 1 safe` */
export function describeHandler(picture: Picture, texts: Texts): string {
  const { handler, delivery } = picture;
  const parts = [
    handler.library,
    texts(delivery.guarantee),
    texts(`acked.${delivery.ack}`),
    describeVerdicts(picture, texts),
  ];
  return parts.join(' · ');
}

function describeVerdicts(picture: Picture, texts: Texts): string {
  const effects = effectsOf(picture);
  const count = (verdict: Verdict): number => effects.filter((e) => e.verdict === verdict).length;
  const counts = [
    ['count.unsafe', count('unsafe') + faultsOf(picture).length],
    ['count.safe', count('safe')],
    ['count.unknown', count('unknown')],
  ] as const;
  const said = counts.filter(([, n]) => n > 0).map(([key, n]) => texts(key, { n }));
  return said.length > 0 ? said.join(', ') : texts('count.nothing');
}
