/** Which functions of the project may packages call once per message whose source nobody has read? */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode } from '../../analysis/ast.js';
import { type Catalog, callRows } from '../../analysis/catalog.js';
import { registeringNames } from '../../analysis/handlers/registering.js';
import type { HandlerRow } from '../../config/rows.js';
import type { Module } from '../../project/module.js';
import type { Project } from '../../project/project.js';

interface Foreign {
  readonly from: string;
  /** As the package exports it. */
  readonly name: string;
}

/** By local name: what the module imports from packages without rows and without readable source. */
type Foreigners = ReadonlyMap<string, Foreign>;

/** A row that something in the code speaks for; `isLate` where code that runs long after the start speaks. */
interface Hint {
  readonly row: HandlerRow;
  readonly isLate: boolean;
}

/** A row for each way in which such a package may take a function of the project. Many of them will lead to nothing. */
export function possibleHandlers(project: Project, catalog: Catalog): readonly HandlerRow[] {
  const rows = new Map<string, HandlerRow>();
  const late = new Set<string>();
  const names = registeringNames(catalog);
  for (const file of project.files()) {
    if (drawsPages(file)) continue;
    if (!project.specifiers(file).some((specifier) => isForeign(project, catalog, file, specifier))) continue;
    const module = project.module(file);
    for (const { row, isLate } of module ? hintsOf(module, foreignersOf(project, catalog, module)) : []) {
      const key = JSON.stringify(row);
      rows.set(key, row);
      // Who hands on a function with each request takes it for something else, unless the call's name says what for.
      if (isLate && !names.has(row.method ?? row.function ?? '')) late.add(key);
    }
  }
  return [...rows].flatMap(([key, row]) => (late.has(key) ? [] : [row]));
}

/** Nobody consumes messages where pages are drawn. */
export function drawsPages(file: string): boolean {
  return /\.[jt]sx$/.test(file);
}

function hintsOf(module: Module, foreigners: Foreigners): readonly Hint[] {
  const certain = [...inherited(module, foreigners), ...decorated(module, foreigners)];
  return [
    ...certain.map((row) => ({ row, isLate: false })),
    ...called(module, foreigners),
    ...subscribed(module, foreigners),
  ];
}

function isForeign(project: Project, catalog: Catalog, file: string, specifier: string): boolean {
  if (!/^[@\w]/.test(specifier) || specifier.startsWith('node:') || catalog.library(specifier)) return false;
  return project.resolve(file, specifier).kind === 'package';
}

function foreignersOf(project: Project, catalog: Catalog, module: Module): Foreigners {
  const found = new Map<string, Foreign>();
  for (const [local, binding] of module.imports) {
    const { source: from } = binding;
    const name = binding.kind === 'namespace' ? undefined : binding.name;
    if (name !== undefined && isForeign(project, catalog, module.path, from)) found.set(local, { from, name });
  }
  return found;
}

/** `class OrderListener extends Listener { onMessage(data, msg) {} }`: methods that the class itself does not call. */
function inherited(module: Module, foreigners: Foreigners): readonly HandlerRow[] {
  return module.classes.flatMap(({ superClass, body }) => {
    const base = superClass?.type === 'Identifier' ? foreigners.get(superClass.name) : undefined;
    if (!base) return [];
    return body.body.flatMap((member) => {
      const name = takingMethod(member);
      if (name === undefined || callsItself(module, name)) return [];
      return [{ from: base.from, class: base.name, method: name }];
    });
  });
}

/** The name of an open, undecorated method that takes something. */
function takingMethod(member: TSESTree.ClassElement): string | undefined {
  if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) return undefined;
  const { accessibility, computed, decorators, key, value } = member;
  if (accessibility === 'private' || computed || decorators.length > 0 || value.params.length === 0) return undefined;
  return key.type === 'Identifier' ? key.name : undefined;
}

function callsItself(module: Module, name: string): boolean {
  return (module.calls.get(name) ?? []).some(
    ({ callee }) => callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression',
  );
}

/** `@Consume('orders') async placed(order) {}` */
function decorated(module: Module, foreigners: Foreigners): readonly HandlerRow[] {
  return [...module.decorators.values()].flat().flatMap((at) => {
    const decorator = foreigners.get(decoratorName(at) ?? '');
    const { parent } = at;
    if (!decorator || parent.type !== 'MethodDefinition' || parent.value.params.length === 0) return [];
    // What another decorator makes of the method is known.
    if (parent.decorators.some((d) => !foreigners.has(decoratorName(d) ?? ''))) return [];
    return [{ from: decorator.from, decorator: decorator.name }];
  });
}

function decoratorName({ expression }: TSESTree.Decorator): string | undefined {
  const callee = expression.type === 'CallExpression' ? expression.callee : expression;
  return callee.type === 'Identifier' ? callee.name : undefined;
}

/** `consume('orders', async (order) => {})` */
function called(module: Module, foreigners: Foreigners): readonly Hint[] {
  return [...foreigners].flatMap(([local, { from, name }]) =>
    (module.calls.get(local) ?? []).flatMap((call) => {
      if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return [];
      return hintsAt(call, (handler) => [{ from, function: name, handler }]);
    }),
  );
}

/** `bus.subscribe('orders', fn)`, where the module imports the object, or makes or names instances of the class. */
function subscribed(module: Module, foreigners: Foreigners): readonly Hint[] {
  const classes = [...foreigners].filter(([local]) => isInstantiated(module, local)).map(([, foreign]) => foreign);
  return [...module.calls].flatMap(([method, calls]) =>
    calls.flatMap((call) => {
      if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return [];
      const { object } = call.callee;
      const imported = object.type === 'Identifier' ? foreigners.get(object.name) : undefined;
      return hintsAt(call, (handler): readonly HandlerRow[] =>
        imported
          ? [{ from: imported.from, object: imported.name, method, handler }]
          : classes.map(({ from, name }) => ({ from, class: name, method, handler })),
      );
    }),
  );
}

/** @param rows those that say which argument, 0-based, is the handler */
function hintsAt(call: TSESTree.CallExpression, rows: (handler: number) => readonly HandlerRow[]): readonly Hint[] {
  const isLate = !isStartUp(call);
  return functionPositions(call).flatMap((handler) => rows(handler).map((row) => ({ row, isLate })));
}

/** Is the name a class of which the module makes instances, or a type that it says values have? */
function isInstantiated(module: Module, local: string): boolean {
  if (module.calls.get(local)?.some((call) => call.type === 'NewExpression') === true) return true;
  for (const node of module.variables.keys()) {
    if (node.type === 'Identifier' && node.name === local && node.parent.type === 'TSTypeReference') return true;
  }
  return false;
}

/** Does the call stand where a service starts: outside of functions, or in those that take nothing but what they are made of? */
function isStartUp(call: TSESTree.Node): boolean {
  for (let at = call.parent; at; at = at.parent) {
    const isConstructor = at.parent?.type === 'MethodDefinition' && at.parent.kind === 'constructor';
    if (isFunctionNode(at) && at.params.length > 0 && !isConstructor) return false;
  }
  return true;
}

/** Where something that may be a function taking something stands among the arguments, 0-based. */
function functionPositions({ arguments: args }: TSESTree.CallExpression): readonly number[] {
  return args.flatMap((a, i) => (mayBeHandler(a) ? [i] : []));
}

function mayBeHandler(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return node.params.length > 0;
    case 'Identifier':
    case 'MemberExpression':
      return true;
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' && mayBeHandler(node.callee.object);
    default:
      return false;
  }
}

/** Methods by which messages acknowledge, in whatever library. */
export function acknowledgingMethods(catalog: Catalog): ReadonlySet<string> {
  const types = catalog.libraries.flatMap((library) => Object.values(library.types ?? {}));
  return new Set(
    types.flatMap(({ members = {} }) =>
      Object.entries(members).flatMap(([name, { call }]) =>
        callRows(call).some((row) => row.ack?.action === 'ack') ? [name] : [],
      ),
    ),
  );
}
