/** Dependency injection: which implementation a token stands for. */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { ArgPath, CallModel, ProviderModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { lastName, propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { conditionHolds } from './condition.js';
import { openInstance } from './class.js';
import { callRows } from '../catalog.js';
import { type Argument, type Env, type Value, union } from './value.js';

const running = new WeakSet<TSESTree.Node>();

/** What containers of the project give for `token`: `{ provide: T, useClass: X }`, `bind(T).to(X)`. */
export function providedValues(binder: Binder, token: TSESTree.Node, env: Env): readonly Value[] {
  const name = tokenName(binder, token, env);
  if (name === undefined || running.has(token)) return [];
  running.add(token);
  try {
    const word = lastName(token) ?? name;
    return nearest([...objectProviders(binder, word, name), ...boundProviders(binder, word, name)], env.module.path);
  } finally {
    running.delete(token);
  }
}

/** What one file gives for a token. */
interface Provided {
  readonly file: string;
  readonly values: readonly Value[];
}

/** Several applications of a repository may give each their own for one name: what stands nearest to where it is asked for. */
function nearest(provided: readonly Provided[], path: string): readonly Value[] {
  const given = provided.filter((p) => p.values.length > 0);
  const shared = given.map((p) => sharedFolders(p.file, path));
  const most = Math.max(...shared);
  return union(...given.filter((_, i) => shared[i] === most).map((p) => p.values));
}

function sharedFolders(a: string, b: string): number {
  const [one, other] = [a, b].map((path) => path.split('/').slice(0, -1));
  const end = one?.findIndex((folder, i) => folder !== other?.[i]) ?? 0;
  return end < 0 ? (one?.length ?? 0) : end;
}

/** How a token is told from others: its constant, or the last name of its expression. */
function tokenName(binder: Binder, token: TSESTree.Node, env: Env): string | undefined {
  const constant =
    token.type === 'Literal' || token.type === 'TemplateLiteral' ? binder.constant(token, env) : undefined;
  return typeof constant === 'string' ? constant : lastName(token);
}

function providerRows(binder: Binder): readonly ProviderModel[] {
  return binder.catalog.libraries.flatMap((l) => l.providers ?? []);
}

function objectProviders(binder: Binder, word: string, name: string): readonly Provided[] {
  const found: Provided[] = [];
  const rows = providerRows(binder);
  const tokens = rows.map((row) => row.token);
  for (const file of binder.project.filesWithWord(word.replace(/^\W+|\W+$/g, ''), tokens)) {
    const module = binder.project.module(file);
    if (!module) continue;
    for (const row of rows) {
      for (const object of objectsWith(module, row.token))
        found.push({ file, values: fromObject(binder, module, object, row, name) });
    }
  }
  return found;
}

function fromObject(
  binder: Binder,
  module: Module,
  object: TSESTree.ObjectExpression,
  row: ProviderModel,
  name: string,
): readonly Value[] {
  const env = binder.openEnv(object, module);
  const property = (key: string) =>
    object.properties.find((p): p is TSESTree.Property => p.type === 'Property' && propertyName(p) === key)?.value;
  const token = property(row.token);
  if (!token || tokenName(binder, token, env) !== name) return [];
  for (const key of row.classes ?? []) {
    const node = property(key);
    if (node) return implementation(binder, { kind: 'expression', node, env }, 'class');
  }
  for (const key of row.values ?? []) {
    const node = property(key);
    if (node) return binder.evaluate(node, env);
  }
  for (const key of row.factories ?? []) {
    const node = property(key);
    if (node) return union(...binder.evaluate(node, env).map((f) => binder.callFunction(f, node, env)));
  }
  return [];
}

function implementation(binder: Binder, argument: Argument, form: 'class' | 'value' | 'factory'): readonly Value[] {
  const values = binder.argument(argument);
  if (form === 'value') return values;
  if (form === 'class') return union(...values.map((v) => instanceOrContent(binder, v)));
  return argument.kind === 'expression'
    ? union(...values.map((v) => binder.callFunction(v, argument.node, argument.env)))
    : [];
}

/** The instance of a class; of a wrapper, what the wrapped class, factory or value gives. */
function instanceOrContent(binder: Binder, value: Value): readonly Value[] {
  if (value.kind === 'class') return [openInstance(value)];
  if (value.kind !== 'library' || value.content?.kind !== 'expression') return [];
  const { node, env } = value.content;
  return union(
    ...binder.evaluate(node, env).map((v): readonly Value[] => {
      if (v.kind === 'class') return [openInstance(v)];
      return v.kind === 'function' ? binder.callFunction(v, node, env) : [v];
    }),
  );
}

/** Names of methods that bind, by the rows of containers that the project uses. */
function bindingMethods(binder: Binder): ReadonlySet<string> {
  let names = bindingNames.get(binder);
  if (!names) {
    names = new Set();
    for (const library of binder.catalog.libraries) {
      if (!library.packages.some((name) => binder.project.mayName(name))) continue;
      for (const type of Object.values(library.types ?? {})) {
        for (const [name, member] of Object.entries(type.members ?? {})) {
          if (callRows(member.call).some((r) => r.binds)) names.add(name);
        }
      }
    }
    bindingNames.set(binder, names);
  }
  return names;
}
const bindingNames = new WeakMap<Binder, Set<string>>();

function boundProviders(binder: Binder, word: string, name: string): readonly Provided[] {
  const methods = bindingMethods(binder);
  if (methods.size === 0) return [];
  const found: Provided[] = [];
  for (const file of binder.project.filesWithWord(word.replace(/^\W+|\W+$/g, ''), [...methods])) {
    const module = binder.project.module(file);
    if (!module) continue;
    for (const method of methods) {
      for (const call of module.calls.get(method) ?? []) {
        if (call.type === 'CallExpression') found.push({ file, values: fromBinding(binder, module, call, name) });
      }
    }
  }
  return found;
}

function fromBinding(binder: Binder, module: Module, call: TSESTree.CallExpression, name: string): readonly Value[] {
  const env = binder.openEnv(call, module);
  for (const value of binder.evaluate(call.callee, env)) {
    if (value.kind !== 'method') continue;
    const args = binder.argumentsOf(call, env);
    const row = value.calls.find((c) => c.binds && conditionHolds(binder, c.when, args, value.receiver));
    if (!row?.binds) continue;
    const token = row.binds.token ? binder.at(args, row.binds.token)[0] : undefined;
    const bound = token?.kind === 'expression' ? tokenName(binder, token.node, token.env) : value.receiver.resource;
    const named = boundByName(binder, args, row.binds, name);
    if (named) return implementation(binder, named, row.binds.form);
    const target = binder.at(args, row.binds.implementation)[0];
    if (bound === name && target) return implementation(binder, target, row.binds.form);
  }
  return [];
}

/** The implementation under the property `name`, where bindings are given as an object. */
function boundByName(
  binder: Binder,
  args: readonly Argument[],
  binds: NonNullable<CallModel['binds']>,
  name: string,
): Argument | undefined {
  if (binds.token || binds.implementation.at(-1) !== '*') return undefined;
  const path = binds.implementation.slice(0, -1) as unknown as ArgPath;
  return binder.at(args, [...path, name])[0];
}

const objects = new WeakMap<Module, Map<string, TSESTree.ObjectExpression[]>>();

/** Object literals of a module that have a property of the given name. */
export function objectsWith(module: Module, property: string): readonly TSESTree.ObjectExpression[] {
  let index = objects.get(module);
  if (!index) {
    index = new Map();
    collect(module.program, index);
    objects.set(module, index);
  }
  return index.get(property) ?? [];
}

function collect(root: TSESTree.Node, index: Map<string, TSESTree.ObjectExpression[]>): void {
  const stack: TSESTree.Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'ObjectExpression') {
      for (const p of node.properties) {
        const name = p.type === 'Property' ? propertyName(p) : undefined;
        if (name === undefined) continue;
        const list = index.get(name);
        if (list) list.push(node);
        else index.set(name, [node]);
      }
    }
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      if (Array.isArray(child)) for (const c of child) pushNode(stack, c);
      else pushNode(stack, child);
    }
  }
}

function pushNode(stack: TSESTree.Node[], value: unknown): void {
  if (typeof value === 'object' && value !== null && 'type' in value) stack.push(value as TSESTree.Node);
}
