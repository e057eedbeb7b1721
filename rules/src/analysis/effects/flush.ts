/** What flushing a unit of work writes. */
import type { TSESTree } from '@typescript-eslint/types';
import { within } from '../ast.js';
import type { CallNode, Env } from '../binding/value.js';
import { type Flushed, flushedEntities } from '../timeline/unit-of-work.js';
import { accumulatingColumn } from './accumulate.js';
import type { Described } from './described.js';
import type { Readers } from './readers.js';
import { memberName } from './sql.js';
import { saveKind } from './write-kind.js';

/**
 * What a flush at `node` writes of the function whose activation `env` is; at its end where `node` is not inside.
 *
 * @param written last references that earlier flushes of the activation have written; added to
 */
export function flushEffects(
  readers: Readers,
  env: Env,
  node: CallNode,
  written: Set<TSESTree.Node>,
): readonly Described[] {
  const isInside = env.fn === undefined || within(node, env.fn);
  const flushed = flushedEntities(readers.binder, readers.columns, env, isInside ? node : undefined).filter(
    (f) => !written.has(f.node),
  );
  for (const f of flushed) written.add(f.node);
  return flushed.map((f) => writeOf(readers, f, node, { module: env.module, node: isInside ? node : f.node }));
}

function writeOf(
  readers: Readers,
  { entity, columns: data }: Flushed,
  flush: CallNode,
  place: { readonly module: Env['module']; readonly node: TSESTree.Node },
): Described {
  const accumulating = accumulatingColumn(readers.binder, readers.provenance, data.columns, []);
  return {
    kind: saveKind(readers, data, accumulating, entity.resource),
    store: entity.library.library,
    resource: entity.resource,
    what: undefined,
    harmless: false,
    columns: readers.identities.written(data.columns),
    rest: data.rest,
    where: [],
    conflict: undefined,
    conflictTarget: undefined,
    key: undefined,
    idempotencyKey: undefined,
    given: [],
    ignoredKeys: [],
    anonymous: undefined,
    accumulating,
    sql: undefined,
    call: {
      node: flush,
      method: flush.type === 'CallExpression' ? (memberName(flush) ?? '') : '',
      library: entity.library.library,
      repairs: [],
      identity: undefined,
    },
    receiver: undefined,
    ...place,
  };
}
