/** The parts of a description with their arguments read: what each call of a chain says, and where it says it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ArgPath, EffectModel } from '../../models/model.js';
import { propertyName } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { describedParts } from '../binding/draft.js';
import type { Argument, CallNode, DraftPart, Env, LibraryValue } from '../binding/value.js';

/** A draft part with its arguments read. */
export interface Part {
  readonly effect: EffectModel;
  readonly args: readonly Argument[];
  readonly node: CallNode;
  readonly env: Env;
  readonly receiver: LibraryValue | undefined;
  readonly model: DraftPart['model'];
}

/** The parts of a chain whose rows tell of an effect. */
export function partsOf(binder: Binder, draft: readonly DraftPart[]): readonly Part[] {
  return describedParts(binder, draft).flatMap(({ node, env, receiver, model }) =>
    model.effect ? [{ effect: model.effect, args: binder.argumentsOf(node, env), node, env, receiver, model }] : [],
  );
}

/** The part that decides what is done: the last that writes, else the last that reads. */
export function mainPart(parts: readonly Part[]): Part | undefined {
  return (
    parts.findLast((p) => p.effect.kind !== undefined && p.effect.kind !== 'read') ??
    parts.findLast((p) => p.effect.kind !== undefined)
  );
}

/** Arguments that the parts hold at the paths their rows name. */
export function argumentsAt(
  binder: Binder,
  parts: readonly Part[],
  paths: (effect: EffectModel) => readonly ArgPath[],
): readonly Argument[] {
  return parts.flatMap((part) =>
    paths(part.effect).flatMap((path) => {
      const at = binder.at(part.args, path);
      return at.length > 0 ? at : header(binder, part, path);
    }),
  );
}

/** A header's name counts whatever its case. */
function header(binder: Binder, part: Part, path: ArgPath): readonly Argument[] {
  const name = path.at(-1);
  if (typeof name !== 'string' || path.length < 2) return [];
  const holders = binder.at(part.args, path.slice(0, -1) as unknown as ArgPath);
  return holders.flatMap((h) =>
    binder.argument(h).flatMap((v) => {
      if (v.kind !== 'object') return [];
      const p = v.node.properties.find(
        (q): q is TSESTree.Property => q.type === 'Property' && propertyName(q)?.toLowerCase() === name.toLowerCase(),
      );
      return p ? [binder.propertyValueArgument(v, p)] : [];
    }),
  );
}

/** The client that an argument at `path` brings. */
export function clientAt(
  binder: Binder,
  path: ArgPath | undefined,
  args: readonly Argument[],
): LibraryValue | undefined {
  const values = path ? binder.at(args, path).flatMap((a) => binder.argument(a)) : [];
  return values.find((v): v is LibraryValue => v.kind === 'library');
}
