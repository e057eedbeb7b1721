/** Handlers that are assigned to a property of a library's object: `client.handleMessage = (packet, done) => …`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { RegistrationModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { propertyName, visit } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { FunctionValue, LibraryValue } from '../binding/value.js';
import type { Catalog } from '../catalog.js';
import { entry } from '../memo.js';
import { type Candidate, handlerOf, isNeverRedelivered, parameterArgument } from './handler.js';

const known = new WeakMap<Catalog, readonly string[]>();

/** Handlers whose assignment stands in `module`. */
export function assignedHandlers(binder: Binder, module: Module): readonly Candidate[] {
  const names = assignableNames(binder.catalog).filter((name) => module.text.includes(name));
  if (names.length === 0) return [];
  const found: Candidate[] = [];
  visit(module.program, (node) => {
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
      const name = propertyName(node.left);
      if (name !== undefined && names.includes(name))
        found.push(...fromAssignment(binder, module, node, node.left, name));
    }
    return true;
  });
  return found;
}

/** Names of properties that register what is assigned to them. */
export function assignableNames(catalog: Catalog): readonly string[] {
  return entry(known, catalog, () => [
    ...new Set(
      catalog.libraries.flatMap((library) =>
        [library, ...(library.versions ?? [])]
          .flatMap((rows) => Object.values(rows.types ?? {}))
          .flatMap((type) => Object.entries(type.members ?? {}).flatMap(([name, m]) => (m.register ? [name] : []))),
      ),
    ),
  ]);
}

function fromAssignment(
  binder: Binder,
  module: Module,
  node: TSESTree.AssignmentExpression,
  { object }: TSESTree.MemberExpression,
  name: string,
): readonly Candidate[] {
  const env = binder.openEnv(node, module);
  const functions = binder.evaluate(node.right, env).filter((v): v is FunctionValue => v.kind === 'function');
  if (functions.length === 0) return [];
  const found: Candidate[] = [];
  for (const receiver of binder.evaluate(object, env)) {
    const row = receiver.kind === 'library' ? binder.catalog.member(receiver.library, receiver.type, name) : undefined;
    const model = row?.model.register;
    if (receiver.kind !== 'library' || !row || !model || isNeverRedelivered(model)) continue;
    for (const fn of functions)
      found.push({
        provided: undefined,
        handler: assignedHandler(binder, fn, model, { ...receiver, library: row.library }, { module, node }),
      });
  }
  return found;
}

function assignedHandler(
  binder: Binder,
  fn: FunctionValue,
  model: RegistrationModel,
  receiver: LibraryValue,
  place: { readonly module: Module; readonly node: TSESTree.AssignmentExpression },
): Candidate['handler'] {
  const { library } = receiver;
  const inputs = model.parameters.map((p) => parameterArgument(binder, p, library, undefined));
  const env = binder.activate(fn, inputs, fn.node, fn.env);
  return handlerOf(
    binder,
    { kind: 'function', fn, env },
    { module: fn.env.module, node: fn.node },
    { library, model, args: [], receiver, inputs, place, source: undefined },
  );
}
