/** Handlers that are the body of `for await (const m of consumer)`. */
import type { Module } from '../../project/module.js';
import type { Binder } from '../binding/bind.js';
import type { Place } from '../effect.js';
import { type Candidate, handlerOf, isNeverRedelivered } from './handler.js';

/** Loops of `module` over what a library delivers. */
export function iteratingHandlers(binder: Binder, module: Module): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const loop of module.loops) {
    if (!loop.await) continue;
    const env = binder.openEnv(loop, module);
    for (const v of binder.evaluate(loop.right, env)) {
      const row = v.kind === 'library' ? binder.catalog.inherited(v.library, v.type, (t) => t.iterate) : undefined;
      if (!row || v.kind !== 'library' || isNeverRedelivered(row.value)) continue;
      const place: Place = { module, node: loop };
      const model = { ...row.value, name: row.value.name ?? 'for await' };
      const by = { library: row.library, model, args: [], receiver: v, inputs: [], place, source: v.resource };
      found.push({
        provided: undefined,
        handler: handlerOf(binder, { kind: 'statement', node: loop.body, env }, place, by),
      });
      break;
    }
  }
  return found;
}
