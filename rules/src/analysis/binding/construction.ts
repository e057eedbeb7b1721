/** What `new` gives. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Binder } from './bind.js';
import { constructTarget } from './call-target.js';
import { exportInstance } from './library-instance.js';
import { globalName } from './global.js';
import { rowResult } from './row-result.js';
import { resourceName } from './resource.js';
import { type Argument, type Env, type LibraryValue, union, type Value } from './value.js';

const MEMORY = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);

/** What the `new` expression gives. A proxy is what it stands before: what its traps do to the calls is not followed. */
export function constructed(binder: Binder, node: TSESTree.NewExpression, env: Env): readonly Value[] {
  const own = globalName(node.callee, env);
  if (own !== undefined && MEMORY.has(own)) return [{ kind: 'memory', node, env }];
  const args = binder.argumentsOf(node, env);
  if (own === 'Proxy') return args[0] ? binder.argument(args[0]) : [];
  return union(
    ...binder.evaluate(node.callee, env).map((callee): readonly Value[] => {
      if (callee.kind === 'class') return [{ kind: 'instance', cls: callee, args, site: node }];
      const made = constructedByRow(binder, callee, args, node, env);
      return made ? [made] : [];
    }),
  );
}

function constructedByRow(
  binder: Binder,
  callee: Value,
  args: readonly Argument[],
  node: TSESTree.NewExpression,
  env: Env,
): LibraryValue | undefined {
  const target = constructTarget(binder, callee, args);
  if (callee.kind === 'library') {
    const made = target && rowResult(binder, target, args, node, env)[0];
    return made?.kind === 'library' ? made : undefined;
  }
  const made = callee.kind === 'export' ? exportInstance(binder, callee, undefined) : undefined;
  if (!made) return undefined;
  const row = target?.row;
  const content = row?.returnsArgument ? binder.at(args, row.returnsArgument)[0] : undefined;
  return {
    ...made,
    site: { node, env },
    resource: row?.resource ? resourceName(binder, binder.at(args, row.resource)[0]) : undefined,
    draft: row?.lazy && target ? [{ node, env, model: row, receiver: undefined }] : [],
    content,
    provenance:
      row?.provenance === 'fresh' || row?.provenance === 'state' || row?.provenance === 'message'
        ? row.provenance
        : made.provenance,
  };
}
