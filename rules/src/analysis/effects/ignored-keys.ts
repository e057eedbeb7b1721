/** Keys that a call gives where its service looks for none, by model rows. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ArgPath, IgnoredKeyModel } from '../../models/model.js';
import { propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Argument } from '../binding/value.js';
import type { Column } from './column-set.js';
import type { Place } from '../effect.js';
import { argumentsAt, type Part } from './parts.js';
import type { Readers } from './readers.js';

/** A key as it is read, with what holds it. */
export interface IgnoredColumn extends Column {
  readonly node: TSESTree.Node;
  readonly place: Place;
  readonly model: IgnoredKeyModel;
}

/** Keys of the parts that stand where they tell nobody anything. */
export function ignoredColumns(readers: Readers, parts: readonly Part[]): readonly IgnoredColumn[] {
  const found = parts.flatMap((part) =>
    (part.effect.ignoredKeys ?? [])
      .filter((model) => isElsewhere(readers.binder, model, part))
      .flatMap((model) =>
        argumentsAt(readers.binder, [part], () => [model.at]).flatMap((a) => column(readers, model, a)),
      ),
  );
  return found.filter((key, i) => found.findIndex((k) => k.node === key.node) === i);
}

function column({ provenance }: Readers, model: IgnoredKeyModel, argument: Argument): readonly IgnoredColumn[] {
  if (argument.kind !== 'expression') return [];
  const { node, env } = argument;
  const property = node.parent;
  if (property?.type !== 'Property' || property.parent.type !== 'ObjectExpression') return [];
  const name = propertyName(property);
  if (name === undefined || !isNamed(name, model.at)) return [];
  if (model.amongOthers && property.parent.properties.length === 1) return [];
  const place = { module: env.module, node: property };
  return [{ name, provenance: provenance.of(node, env), node, env, place, model }];
}

/** Only a header's name counts whatever its case. */
function isNamed(name: string, at: ArgPath): boolean {
  const wanted = at.at(-1);
  const isHeader = at.at(-2) === 'headers';
  return typeof wanted === 'string' && (isHeader ? name.toLowerCase() === wanted.toLowerCase() : name === wanted);
}

/** Is the call made to an address of the kind that the row speaks of? */
function isElsewhere(binder: Binder, { unlessAddressEnds: end }: IgnoredKeyModel, { args, effect }: Part): boolean {
  if (end === undefined) return true;
  const addresses = effect.resource ? binder.at(args, effect.resource) : [];
  return addresses.length > 0 && addresses.every((a) => writtenText(binder, a)?.endsWith(end) === false);
}

const MAX_HOPS = 8;

/** The text itself, where it is written down and nothing may take its place (`process.env.QUEUE ?? '…'`). */
function writtenText(binder: Binder, argument: Argument | undefined, hops = 0): string | undefined {
  if (argument?.kind !== 'expression' || hops > MAX_HOPS) return undefined;
  const { env } = argument;
  const node = unwrap(argument.node);
  if (node.type === 'Identifier') {
    const variable = env.module.variables.get(node);
    if (variable?.defs[0]?.type !== 'Variable' || variable.references.some((r) => r.isWrite() && !r.init))
      return undefined;
    return writtenText(binder, binder.declaratorArgument(variable, binder.homeOf(variable, env)), hops + 1);
  }
  const text = node.type === 'Literal' || node.type === 'TemplateLiteral' ? binder.constant(node, env) : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
