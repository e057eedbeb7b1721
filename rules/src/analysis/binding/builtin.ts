/** What the language's own functions and methods give. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../ast.js';
import type { Binder } from './bind.js';
import { globalName } from './global.js';
import { heldBy } from './memory.js';
import { slicedList } from './reflection.js';
import { type Argument, type ArrayValue, type Env, type FunctionValue, union, type Value } from './value.js';

/** Results of the language's own functions and methods; undefined when the call is none of them. */
export function builtinCall(binder: Binder, node: TSESTree.CallExpression, env: Env): readonly Value[] | undefined {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = propertyName(callee);
  if (name === undefined) return undefined;
  const global = globalName(callee.object, env);
  const result = global === undefined ? undefined : staticBuiltin(binder, global, name, node, env);
  if (result) return result;
  if (name === 'bind') return boundFunction(binder, callee, node, env);
  if (name === 'call' || name === 'apply') {
    const sliced = slicedList(node);
    return (
      sliced &&
      cut(
        binder,
        binder.evaluate(sliced.list, env).filter((v) => v.kind === 'array'),
        sliced.from,
        env,
      )
    );
  }
  const objects = binder.evaluate(callee.object, env);
  if (
    objects.some((o) => o.kind === 'library' || o.kind === 'instance' || o.kind === 'object' || o.kind === 'namespace')
  ) {
    if (!(name === 'then' && !objects.some((o) => binder.member(o, name).length > 0))) return undefined;
  }
  return methodBuiltin(binder, name, objects, node, env);
}

export function functionsOf(binder: Binder, node: TSESTree.Node, env: Env): readonly FunctionValue[] {
  return binder.evaluate(node, env).filter((v): v is FunctionValue => v.kind === 'function');
}

function staticBuiltin(
  binder: Binder,
  object: string,
  name: string,
  node: TSESTree.CallExpression,
  env: Env,
): readonly Value[] | undefined {
  const first = node.arguments[0];
  if (!first || first.type === 'SpreadElement') return undefined;
  if (object === 'Promise') return name === 'resolve' || ALL.has(name) ? binder.evaluate(first, env) : undefined;
  if (object === 'Object') {
    if (name === 'freeze' || name === 'seal') return binder.evaluate(first, env);
    if (name === 'assign') return binder.evaluate(first, env);
    if (name === 'values') {
      const elements = binder.at(binder.argumentsOf(node, env), [0, '*']);
      return [{ kind: 'array', elements }];
    }
    if (name === 'entries') {
      const elements = binder.at(binder.argumentsOf(node, env), [0, '*']).map((e): Argument => ({
        kind: 'value',
        values: [{ kind: 'array', elements: [{ kind: 'value', values: [], provenance: 'constant' }, e] }],
        provenance: 'constant',
      }));
      return [{ kind: 'array', elements }];
    }
  }
  if (object === 'Array' && name === 'from') return binder.evaluate(first, env);
  return undefined;
}

const ALL = new Set(['all', 'allSettled', 'race', 'any']);

function boundFunction(
  binder: Binder,
  callee: TSESTree.MemberExpression,
  call: TSESTree.CallExpression,
  env: Env,
): readonly Value[] | undefined {
  const functions = functionsOf(binder, callee.object, env);
  if (functions.length === 0) {
    const methods = binder.evaluate(callee.object, env).filter((v) => v.kind === 'method');
    return methods.length > 0 ? methods : undefined;
  }
  const [first] = call.arguments;
  const self = first && first.type !== 'SpreadElement' ? binder.evaluate(first, env)[0] : undefined;
  const given = binder.argumentsOf(call, env).slice(1);
  return functions.map((f) => {
    const bound = [...(f.bound ?? []), ...given];
    return { ...f, self: f.self ?? self, ...(bound.length > 0 && { bound }) };
  });
}

function methodBuiltin(
  binder: Binder,
  name: string,
  objects: readonly Value[],
  node: TSESTree.CallExpression,
  env: Env,
): readonly Value[] | undefined {
  const first = node.arguments[0];
  const callbacks = first && first.type !== 'SpreadElement' ? functionsOf(binder, first, env) : [];
  if (name === 'then' && callbacks.length > 0) {
    const input: Argument = { kind: 'value', values: objects, provenance: 'unknown' };
    return union(...callbacks.map((f) => binder.returned(f, binder.activate(f, [input], node, env))));
  }
  if (name === 'catch' || name === 'finally') return objects;
  const arrays = objects.filter((o): o is ArrayValue => o.kind === 'array');
  if (arrays.length > 0 || ITERATING.has(name)) {
    const list = arrayMethod(binder, name, arrays, callbacks, node, env);
    if (list) return list;
  }
  const memories = objects.filter((o) => o.kind === 'memory');
  if (memories.length > 0 && (name === 'get' || name === 'values')) {
    const held = union(...memories.map((m) => heldBy(binder, m)));
    return name === 'get'
      ? held
      : [{ kind: 'array', elements: [{ kind: 'value', values: held, provenance: 'unknown' }] }];
  }
  return undefined;
}

/** What is left of the lists from a known place on; the whole lists where the place is not known. */
function cut(
  binder: Binder,
  lists: readonly ArrayValue[],
  from: TSESTree.Node | undefined,
  env: Env,
): readonly ArrayValue[] {
  const start = from && from.type !== 'SpreadElement' ? binder.constant(from, env) : 0;
  if (typeof start !== 'number' || start === 0) return lists;
  return lists.map((l) =>
    l.elements.some((e) => e.kind === 'spread') ? l : { kind: 'array', elements: l.elements.slice(start) },
  );
}

const ITERATING = new Set(['map', 'flatMap']);

const SAME = new Set(['filter', 'slice', 'concat', 'reverse', 'sort', 'flat']);

function arrayMethod(
  binder: Binder,
  name: string,
  arrays: readonly ArrayValue[],
  callbacks: readonly FunctionValue[],
  node: TSESTree.CallExpression,
  env: Env,
): readonly Value[] | undefined {
  if (name === 'slice' && arrays.length > 0) return cut(binder, arrays, node.arguments[0], env);
  if (SAME.has(name)) return arrays;
  if (name === 'find' || name === 'at' || name === 'pop' || name === 'shift')
    return union(...arrays.map((a) => binder.elements(a)));
  if (!ITERATING.has(name) || callbacks.length === 0) return undefined;
  const input: Argument = {
    kind: 'value',
    values: union(...arrays.map((a) => binder.elements(a))),
    provenance: 'unknown',
  };
  const values = union(...callbacks.map((f) => binder.returned(f, binder.activate(f, [input], node, env))));
  return [{ kind: 'array', elements: values.length > 0 ? [{ kind: 'value', values, provenance: 'unknown' }] : [] }];
}
