/** Which functions promise by `@idempotent` that calling them again does no harm? Each is checked as if it handled a message. */
import type { TSESTree } from '@typescript-eslint/types';
import type { LibraryModel, RegistrationModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { classOfMethod, isClassNode, isFunctionNode, propertyName } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callerArguments, functionName } from '../binding/callers.js';
import { className, classValue, openInstance } from '../binding/class.js';
import { declaredOf } from '../binding/declared.js';
import { interfaceValues } from '../binding/interface.js';
import { subclassesOf } from '../binding/subclasses.js';
import { type Argument, type FunctionValue, union, type Value } from '../binding/value.js';
import type { Place, RootedHandler } from '../effect.js';
import { boundHandler, type Candidate } from './handler.js';

/** No broker calls them: whoever does answers for the acknowledgement. */
const PROMISE: LibraryModel = { library: '@idempotent', packages: [] };

/** Functions whose promise stands in `module`, wherever those are that keep it. */
export function declaredFunctions(binder: Binder, module: Module): readonly Candidate[] {
  return [...module.declarations.of].flatMap(([node, { is }]) => {
    if (is !== 'idempotent') return [];
    return functionsAt(binder, module, node)
      .filter((fn) => isFunctionNode(fn.node) && fn.node.body && declaredOf(binder, fn)?.is === 'idempotent')
      .map((fn) => ({ provided: undefined, handler: promised(binder, fn) }));
  });
}

function promised(binder: Binder, fn: FunctionValue): RootedHandler {
  const inputs = fn.node.params.map((parameter, i) => inputOf(binder, fn, parameter, i));
  const model: RegistrationModel = {
    parameters: [],
    ack: { mode: 'manual', onThrow: 'redeliver' },
    name: functionName(fn.node) ?? 'function',
  };
  const place: Place = { module: fn.env.module, node: fn.node };
  const handler = boundHandler(binder, fn, model, PROMISE, place, { inputs });
  const isJoining = inputs.some((i) => i.kind === 'value' && i.values.some((v) => v.kind === 'library'));
  return { ...handler, isDeclared: true, isJoining };
}

/** A piece of the message, or the client that the caller works with. */
function inputOf(binder: Binder, fn: FunctionValue, parameter: TSESTree.Parameter, index: number): Argument {
  const typed = binder.parameterType(parameter, fn.env);
  const passed = typed.length > 0 ? [] : callerArguments(binder, fn.node, index, fn.env);
  const clients = union(typed, ...passed.map((a) => binder.argument(a))).filter(isClient);
  return clients.length > 0
    ? { kind: 'value', values: clients, provenance: 'unknown' }
    : { kind: 'value', values: [], provenance: 'message' };
}

/** Something that is worked with rather than worked on. */
function isClient(value: Value): boolean {
  if (value.kind === 'instance') return value.args === undefined;
  return value.kind === 'library' && value.provenance === undefined && value.content === undefined;
}

/** The functions that stand where something is declared, or that implement it. */
function functionsAt(binder: Binder, module: Module, node: TSESTree.Node): readonly FunctionValue[] {
  const env = binder.openEnv(node, module);
  const member = isFunctionNode(node) ? node.parent : node;
  const holder = member.parent;
  if (isFunctionNode(node) && !classOfMethod(node))
    return [{ kind: 'function', node, env: binder.openEnv(node.parent, module), self: undefined }];
  const name = 'key' in member ? propertyName(member as TSESTree.MethodDefinition) : undefined;
  if (name === undefined)
    return binder.evaluate('init' in node && node.init ? node.init : node, env).filter(isFunction);
  if (holder?.type === 'TSInterfaceBody') {
    binder.reach(holder.parent.id.name);
    return membersOf(binder, interfaceValues(binder, holder.parent, binder.moduleEnv(module)), name);
  }
  const cls = holder?.parent;
  if (!isClassNode(cls)) return [];
  const value = classValue(cls, binder.openEnv(cls, module));
  if ('static' in member && member.static) return binder.member(value, name).filter(isFunction);
  binder.reach(className(cls));
  const owners = [value, ...subclassesOf(binder, value)].filter((c) => !c.node.abstract);
  return membersOf(binder, owners.map(openInstance), name);
}

function membersOf(binder: Binder, owners: readonly Value[], name: string): readonly FunctionValue[] {
  return owners.flatMap((owner) => binder.member(owner, name)).filter(isFunction);
}

function isFunction(value: Value): value is FunctionValue {
  return value.kind === 'function';
}
