/** What a function gets whose call we never see, because it is handed to a library: its parameters as the rows tell. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ArgPath, CallModel, ParameterModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { lastName, propertyName, unwrap } from '../ast.js';
import type { Binder } from './bind.js';
import { callTarget, calleeValues, constructTarget, type CallTarget } from './call-target.js';
import { functionName } from './callers.js';
import { exportInstance } from './library-instance.js';
import type { Argument, CallNode, Env, FunctionNode, Value } from './value.js';

type HandingCall = TSESTree.CallExpression | TSESTree.NewExpression;

const LISTS = new Set(['map', 'forEach', 'filter', 'flatMap', 'some', 'every', 'find']);
const known = new WeakMap<Binder, Map<FunctionNode, readonly (readonly Value[])[]>>();

/** Values of the parameter at `index` of `fn`, from the calls of `module` that `fn` is handed to. */
export function handedValues(binder: Binder, fn: FunctionNode, index: number, module: Module): readonly Value[] {
  let memo = known.get(binder);
  if (!memo) known.set(binder, (memo = new Map<FunctionNode, readonly (readonly Value[])[]>()));
  const cached = memo.get(fn);
  if (cached) return cached[index] ?? [];
  memo.set(fn, []);
  const found = parametersOf(binder, fn, module);
  memo.set(fn, found);
  return found[index] ?? [];
}

function parametersOf(binder: Binder, fn: FunctionNode, module: Module): readonly (readonly Value[])[] {
  for (const call of callsHanded(fn, module)) {
    const env = binder.openEnv(call, module);
    const listed = elementsOf(binder, call, fn, env);
    if (listed.length > 0) return [listed];
    const args = binder.argumentsOf(call, env);
    const callees = call.type === 'NewExpression' ? binder.evaluate(call.callee, env) : calleeValues(binder, call, env);
    for (const callee of callees) {
      const target =
        call.type === 'NewExpression' ? constructTarget(binder, callee, args) : callTarget(binder, callee, args);
      const parameters = target && callbackRows(target.row).find((row) => holds(binder, args, row.at, fn))?.parameters;
      if (target && parameters) return parameters.map((p) => typedParameter(binder, p, target, { node: call, env }));
    }
  }
  return [];
}

/** The functions that a call takes, where it takes them, and what it gives them. */
export function callbackRows(row: CallModel): readonly { at: ArgPath; parameters: readonly ParameterModel[] }[] {
  const rows = (row.callbacks ?? []).map((c) => ({ at: c.at, parameters: c.parameters ?? [] }));
  const registered = [...(row.register ? [row.register] : []), ...(row.register?.also ?? [])].flatMap((r) =>
    r.handler ? [{ at: r.handler, parameters: r.parameters }] : [],
  );
  const inside = row.transaction?.at && {
    at: row.transaction.at,
    parameters: row.transaction.client === undefined ? [] : [{ type: row.transaction.client }],
  };
  return [...rows, ...registered, ...(inside ? [inside] : [])];
}

function holds(binder: Binder, args: readonly Argument[], at: ArgPath, fn: FunctionNode): boolean {
  return binder
    .at(args, at)
    .some(
      (a) =>
        (a.kind === 'expression' && unwrap(a.node) === fn) ||
        binder.argument(a).some((v) => v.kind === 'function' && v.node === fn),
    );
}

/** What a library's callback gets as `parameter`; `site` is the call, where there is one. */
export function typedParameter(
  binder: Binder,
  parameter: ParameterModel,
  target: Pick<CallTarget, 'library' | 'receiver'>,
  site?: { node: CallNode; env: Env },
): readonly Value[] {
  if (parameter.type === undefined) return [];
  if (parameter.type === 'this') return target.receiver ? [target.receiver] : [];
  const made = exportInstance(
    binder,
    { kind: 'export', library: target.library, name: parameter.type, model: { class: parameter.type } },
    undefined,
  );
  return made ? [site ? { ...made, site } : made] : [];
}

/** `subscriptions.forEach((s) => …)`, `connect().then((connection) => …)`. */
function elementsOf(binder: Binder, call: HandingCall, fn: FunctionNode, env: Env): readonly Value[] {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || call.arguments[0] !== fn) return [];
  const name = propertyName(callee) ?? '';
  if (name === 'then') return binder.evaluate(callee.object, env);
  return LISTS.has(name) ? binder.evaluate(callee.object, env).flatMap((v) => binder.elements(v)) : [];
}

/** Calls that `fn` is written in, or passed to by its name in its own module. */
function callsHanded(fn: FunctionNode, module: Module): readonly HandingCall[] {
  const inline = callAround(fn);
  if (inline) return [inline];
  const name = functionName(fn);
  if (name === undefined) return [];
  return [...module.calls.values()].flat().filter((call) => call.arguments.some((a) => names(a, name)));
}

/** The call whose argument (or a property or element of it) is `node`. */
function callAround(node: TSESTree.Node): HandingCall | undefined {
  let at: TSESTree.Node = node;
  while (at.parent && CARRIERS.has(at.parent.type)) at = at.parent;
  const { parent } = at;
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return undefined;
  return parent.callee === at ? undefined : parent;
}
const CARRIERS = new Set([
  'Property',
  'ObjectExpression',
  'ArrayExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
]);

/** `fn`, `this.fn`, `this.fn.bind(this)`, `{ setup: fn }`. */
function names(node: TSESTree.Node, name: string): boolean {
  const at = unwrap(node);
  switch (at.type) {
    case 'Identifier':
    case 'MemberExpression':
      return lastName(at) === name;
    case 'CallExpression':
      return (
        at.callee.type === 'MemberExpression' &&
        propertyName(at.callee) === 'bind' &&
        lastName(at.callee.object) === name
      );
    case 'ObjectExpression':
      return at.properties.some((p) => p.type === 'Property' && names(p.value, name));
    default:
      return false;
  }
}
