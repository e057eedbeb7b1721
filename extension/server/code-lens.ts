/** A line above each handler: library, guarantee, acknowledgement, and how many of its effects are safe. What is silenced is not counted as unsafe. */
import type { Picture } from 'eslint-plugin-idempotent-consumer/picture';
import type { CodeLens } from 'vscode-languageserver';
import { effectsOf, faultsOf, picturesIn, rangeOf, verdictOf } from './pictures.js';
import { commands, type TimelineParams, type Verdict } from './protocol.js';
import type { Counted, Reports } from './reports.js';
import type { Texts } from './texts.js';
import type { Workspace } from './workspace.js';

/** @param canShow does the client carry out the command that shows the timeline? */
export async function codeLenses(
  uri: string,
  workspace: Workspace,
  reports: Reports,
  texts: Texts,
  canShow: boolean,
): Promise<CodeLens[]> {
  const path = workspace.documents.pathOf(uri);
  const engine = path === undefined ? undefined : workspace.engineOf(path);
  if (path === undefined || !engine) return [];
  const pictures = picturesIn(engine, path);
  const counts = await reports.counted(engine, engine.hastyFindings(path));
  return pictures.map((picture) => {
    const { start } = rangeOf(picture.handler.place);
    const argument: TimelineParams = { uri, position: start };
    const title = describeHandler(picture, counts, texts);
    const command = canShow ? { title, command: commands.showTimeline, arguments: [argument] } : { title, command: '' };
    return { range: { start, end: start }, command };
  });
}

/** `kafkajs · at-least-once · acked on return · 2 unsafe, 1 safe` */
export function describeHandler(picture: Picture, counts: Counted, texts: Texts): string {
  const { handler, delivery } = picture;
  const parts = [
    handler.library,
    texts(delivery.guarantee),
    texts(`acked.${delivery.ack}`),
    describeVerdicts(picture, counts, texts),
  ];
  return parts.join(' · ');
}

function describeVerdicts(picture: Picture, counted: Counted, texts: Texts): string {
  const effects = effectsOf(picture);
  const count = (verdict: Verdict): number => effects.filter((e) => verdictOf(e, picture, counted) === verdict).length;
  const counts = [
    ['count.unsafe', count('unsafe') + faultsOf(picture, counted).length],
    ['count.accepted', count('accepted')],
    ['count.safe', count('safe')],
    ['count.unknown', count('unknown')],
  ] as const;
  const said = counts.filter(([, n]) => n > 0).map(([key, n]) => texts(key, { n }));
  return said.length > 0 ? said.join(', ') : texts('count.nothing');
}
