/** A text that neither another message nor another write of the handler has. */
import type { Effect, Timeline } from '../analysis/effect.js';
import { isDeclaredPerRound } from './key.js';
import { sentName, slug } from './send.js';

/** Code for such a text; undefined where none can be made of what is in scope. */
export function recordId(effect: Effect, { handler, events }: Timeline): string | undefined {
  const { identity } = effect.call;
  if (!identity || (effect.loops > 0 && !isDeclaredPerRound(identity.root, effect))) return undefined;
  const name = nameOf(effect);
  const isOnly = events.every((e) => e.type !== 'effect' || e.node === effect.node || nameOf(e).join() !== name.join());
  if (name.length === 0 || !isOnly) return undefined;
  const parts = [handler.source ?? '', ...name].map(slug).filter((part) => part !== '');
  return `\`${[...new Set(parts)].join('-')}-\${${identity.text}}\``;
}

/** What is written and how: `orders`, `insert`; nothing where that was not seen. */
function nameOf({ resource, kind, call }: Effect): readonly string[] {
  const what = resource ?? sentName(call.node);
  return what === '' ? [] : [what, kind === 'relative' ? 'update' : kind];
}
