/** What calls and constructions give: project functions, model rows, and the language's own functions. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ArgumentCondition, CallModel, LibraryModel } from '../../models/model.js';
import { isFunctionNode, lastName, propertyName, unwrap } from '../ast.js';
import type { Binder } from './bind.js';
import { exportInstance, openInstance } from './class.js';
import { filesOfPattern } from './directory.js';
import { namespaceValues } from './module.js';
import { providedValues } from './provider.js';
import { resourceName } from './type.js';
import { callRows } from '../catalog.js';
import {
  type Argument,
  type ArrayValue,
  type CallNode,
  type Env,
  type FunctionValue,
  type LibraryValue,
  type Value,
  union,
} from './value.js';

const MEMORY = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);

/** What the call at `node` gives. */
export function callValues(binder: Binder, node: CallNode, env: Env): readonly Value[] {
  if (node.type === 'NewExpression') return constructed(binder, node, env);
  if (node.type === 'CallExpression') {
    const required = requiredModule(binder, node, env);
    if (required) return required;
    const builtin = builtinCall(binder, node, env);
    if (builtin) return builtin;
  }
  const callees = calleeValues(binder, node, env);
  if (callees.length === 0) return unknownWrapper(binder, node, env);
  const args = binder.argumentsOf(node, env);
  return union(...callees.map((callee) => resultOf(binder, callee, args, node, env)));
}

/** What the callee (or tag) of a call denotes. */
export function calleeValues(binder: Binder, node: CallNode, env: Env): readonly Value[] {
  if (node.type === 'TaggedTemplateExpression') return binder.evaluate(node.tag, env);
  if (node.callee.type === 'Super') return [];
  return binder.evaluate(node.callee, env);
}

/** What `callee` gives when called with `args` at `site`. */
export function resultOf(
  binder: Binder,
  callee: Value,
  args: readonly Argument[],
  site: CallNode,
  env: Env,
): readonly Value[] {
  if (callee.kind === 'function') return binder.returned(callee, binder.activate(callee, args, site, env));
  const target = callTarget(binder, callee, args);
  if (target) return rowResult(binder, target, args, site, env);
  if (callee.kind === 'package') return [];
  return [];
}

/** A model row that a call takes, with the library it belongs to. */
export interface CallTarget {
  readonly row: CallModel;
  readonly library: LibraryModel;
  readonly receiver: LibraryValue | undefined;
  readonly name: string;
}

/** The row that holds for calling `callee` with `args`, or undefined. */
export function callTarget(binder: Binder, callee: Value, args: readonly Argument[]): CallTarget | undefined {
  if (callee.kind === 'method') {
    const row = selectRow(binder, callee.calls, args, callee.receiver);
    return row && { row, library: callee.library, receiver: callee.receiver, name: callee.name };
  }
  if (callee.kind === 'export') {
    const row = selectRow(binder, callRows(callee.model.call), args, undefined) ?? valueCall(binder, callee, args);
    return row && { row, library: callee.library, receiver: undefined, name: callee.name };
  }
  if (callee.kind === 'library') {
    const call = binder.catalog.inherited(callee.library, callee.type, (t) => t.call);
    const row = call && selectRow(binder, callRows(call.value), args, callee);
    return row && { row, library: call.library, receiver: callee, name: callee.type };
  }
  return undefined;
}

function valueCall(
  binder: Binder,
  callee: Extract<Value, { kind: 'export' }>,
  args: readonly Argument[],
): CallModel | undefined {
  const type = callee.model.value;
  const at = type === undefined ? undefined : binder.catalog.resolveType(callee.library, type);
  const call = at && binder.catalog.inherited(at.library, at.type, (t) => t.call);
  return call && selectRow(binder, callRows(call.value), args, undefined);
}

/** The first row whose condition holds. */
export function selectRow(
  binder: Binder,
  rows: readonly CallModel[],
  args: readonly Argument[],
  receiver: LibraryValue | undefined,
): CallModel | undefined {
  return rows.find((row) => conditionHolds(binder, row.when, args, receiver));
}

export function conditionHolds(
  binder: Binder,
  when: ArgumentCondition | undefined,
  args: readonly Argument[],
  receiver: LibraryValue | undefined,
): boolean {
  if (!when) return true;
  if (when.atLeast !== undefined && args.length < when.atLeast) return false;
  if (when.atMost !== undefined && args.length > when.atMost) return false;
  if (when.tagged && !isTemplateOfTag(args[0])) return false;
  if (when.isFunction && !binder.at(args, when.isFunction).some((a) => isFunctionArgument(binder, a))) return false;
  if (when.isName && !binder.at(args, when.isName).some((a) => isName(binder, a))) return false;
  if (when.has && binder.at(args, when.has).length === 0) return false;
  if (when.lacks && binder.at(args, when.lacks).length > 0) return false;
  if (when.equals && !equalsOne(binder, binder.at(args, when.equals.at), when.equals.values)) return false;
  if (when.isOf && !isOfType(binder, binder.at(args, when.isOf.at), when.isOf.type)) return false;
  if (when.anyArgument && !args.some((a) => equalsOne(binder, [a], when.anyArgument ?? []))) return false;
  if (when.receiver) {
    const site = receiver?.site;
    if (
      !site ||
      !equalsOne(binder, binder.at(binder.argumentsOf(site.node, site.env), when.receiver.at), when.receiver.values)
    )
      return false;
  }
  return true;
}

function isTemplateOfTag(argument: Argument | undefined): boolean {
  return (
    argument?.kind === 'expression' &&
    argument.node.parent?.type === 'TaggedTemplateExpression' &&
    argument.node.parent.quasi === argument.node
  );
}

function isFunctionArgument(binder: Binder, argument: Argument): boolean {
  if (argument.kind === 'expression' && isFunctionNode(unwrap(argument.node))) return true;
  return binder.argument(argument).some((v) => v.kind === 'function');
}

function isName(binder: Binder, argument: Argument): boolean {
  const values = binder.argument(argument);
  if (values.length > 0)
    return values.some((v) => v.kind === 'class' || (v.kind === 'constant' && typeof v.value === 'string'));
  return argument.kind === 'expression' && /^[A-Z]/.test(lastName(unwrap(argument.node)) ?? '');
}

function isOfType(binder: Binder, found: readonly Argument[], type: string): boolean {
  return found.some((argument) => binder.argument(argument).some((v) => v.kind === 'library' && v.type === type));
}

function equalsOne(
  binder: Binder,
  found: readonly Argument[],
  wanted: readonly (string | number | boolean | null)[],
): boolean {
  return found.some((argument) =>
    binder
      .argument(argument)
      .some(
        (v) =>
          v.kind === 'constant' &&
          wanted.some(
            (w) =>
              w === v.value ||
              (typeof w === 'string' && typeof v.value === 'string' && w.toLowerCase() === v.value.toLowerCase()),
          ),
      ),
  );
}

/** What a row says the call gives. */
function rowResult(
  binder: Binder,
  target: CallTarget,
  args: readonly Argument[],
  site: CallNode,
  env: Env,
): readonly Value[] {
  const { row, receiver } = target;
  if (row.returnsInstanceOf) return instancesOf(binder, binder.at(args, row.returnsInstanceOf)[0]);
  const content = row.returnsArgument ? binder.at(args, row.returnsArgument)[0] : undefined;
  if (row.returns === undefined) {
    const given = content ? binder.argument(content) : [];
    return row.guard ? given.map((v) => (v.kind === 'function' ? { ...v, guarded: true } : v)) : given;
  }
  const resource = row.resource ? resourceName(binder, binder.at(args, row.resource)[0]) : receiver?.resource;
  const from: LibraryValue = receiver ?? blank(target.library);
  const made = binder.libraryValue({ ...from, library: target.library }, row.returns, {
    resource,
    site: row.returns === 'this' && receiver ? receiver.site : { node: site, env },
    draft: draftAfter(target, site, env),
    content: content ?? (row.returns === 'this' ? receiver?.content : undefined),
    ...(row.provenance && row.provenance !== 'derived' && row.provenance !== 'constant'
      ? { provenance: row.provenance }
      : {}),
  });
  if (!made) return [];
  return [row.returns === 'this' && receiver ? { ...made, library: receiver.library, type: receiver.type } : made];
}

function blank(library: LibraryModel): LibraryValue {
  return {
    kind: 'library',
    library,
    type: '',
    resource: undefined,
    site: undefined,
    provenance: undefined,
    draft: [],
    content: undefined,
  };
}

function draftAfter(target: CallTarget, node: CallNode, env: Env): LibraryValue['draft'] {
  const before = target.receiver?.draft ?? [];
  if (!target.row.lazy) return before.length > 0 && target.row.returns === 'this' ? before : [];
  return [...before, { node, env, model: target.row, receiver: target.receiver }];
}

function instancesOf(binder: Binder, argument: Argument | undefined): readonly Value[] {
  if (!argument) return [];
  const values = binder.argument(argument);
  const made = values.flatMap((v): Value[] => {
    if (v.kind === 'class') return [openInstance(v)];
    if (v.kind === 'export') {
      const instance = exportInstance(binder, v, undefined);
      return instance ? [instance] : [];
    }
    return [];
  });
  if (made.length > 0) return made;
  return argument.kind === 'expression' ? providedValues(binder, argument.node, argument.env) : [];
}

/** Is it the language's own object of that name? */
function isGlobalName(node: TSESTree.Node, name: string, env: Env): boolean {
  return node.type === 'Identifier' && node.name === name && !env.module.variables.get(node)?.defs.length;
}

/** A proxy is what it stands before: what its traps do to the calls is not followed. */
function constructed(binder: Binder, node: TSESTree.NewExpression, env: Env): readonly Value[] {
  if (
    node.callee.type === 'Identifier' &&
    MEMORY.has(node.callee.name) &&
    !env.module.variables.get(node.callee)?.defs.length
  ) {
    return [{ kind: 'memory', node, env }];
  }
  const args = binder.argumentsOf(node, env);
  if (isGlobalName(node.callee, 'Proxy', env)) return args[0] ? binder.argument(args[0]) : [];
  return union(
    ...binder.evaluate(node.callee, env).map((callee): readonly Value[] => {
      if (callee.kind === 'class') return [{ kind: 'instance', cls: callee, args, site: node }];
      const made = constructedByRow(binder, callee, args, node, env);
      return made ? [made] : [];
    }),
  );
}

/** The row of a `new` expression on a library's class, if it has one. */
export function constructTarget(binder: Binder, callee: Value, args: readonly Argument[]): CallTarget | undefined {
  if (callee.kind === 'export') {
    const row = selectRow(binder, callRows(callee.model.construct), args, undefined);
    return row && { row, library: callee.library, receiver: undefined, name: callee.name };
  }
  if (callee.kind === 'library') {
    const rows = binder.catalog.inherited(callee.library, callee.type, (t) => t.construct);
    const row = rows && selectRow(binder, callRows(rows.value), args, callee);
    return row && { row, library: rows.library, receiver: callee, name: callee.type };
  }
  return undefined;
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

function requiredModule(binder: Binder, node: TSESTree.CallExpression, env: Env): readonly Value[] | undefined {
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined;
  const source = node.arguments[0];
  if (!source || source.type === 'SpreadElement') return undefined;
  if (source.type === 'Literal')
    return typeof source.value === 'string' ? namespaceValues(binder, env.module, source.value, true) : undefined;
  return union(...filesOfPattern(binder, source, env).map((file) => namespaceValues(binder, env.module, file, true)));
}

/** A call nobody knows with exactly one function among its arguments denotes that function (wrappers); not for listeners. */
function unknownWrapper(binder: Binder, node: CallNode, env: Env): readonly Value[] {
  if (node.type !== 'CallExpression') return [];
  const name = lastName(node.callee);
  if (name === undefined || LISTENING.has(name)) return [];
  const functions = node.arguments.flatMap((a) => (a.type === 'SpreadElement' ? [] : functionsOf(binder, a, env)));
  return functions.length === 1 ? functions : [];
}
const LISTENING = new Set([
  'on',
  'once',
  'map',
  'then',
  'catch',
  'finally',
  'forEach',
  'filter',
  'reduce',
  'addListener',
  'describe',
  'it',
]);

function functionsOf(binder: Binder, node: TSESTree.Node, env: Env): readonly FunctionValue[] {
  return binder.evaluate(node, env).filter((v): v is FunctionValue => v.kind === 'function');
}

/** Results of the language's own functions and methods; undefined when the call is none of them. */
function builtinCall(binder: Binder, node: TSESTree.CallExpression, env: Env): readonly Value[] | undefined {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = propertyName(callee);
  if (name === undefined) return undefined;
  const first = node.arguments[0];
  if (callee.object.type === 'Identifier' && isGlobal(callee.object, env)) {
    const result = staticBuiltin(binder, callee.object.name, name, node, env);
    if (result) return result;
  }
  if (name === 'bind') return boundFunction(binder, callee, first, env);
  if (name === 'call' || name === 'apply') return undefined;
  const objects = binder.evaluate(callee.object, env);
  if (
    objects.some((o) => o.kind === 'library' || o.kind === 'instance' || o.kind === 'object' || o.kind === 'namespace')
  ) {
    if (!(name === 'then' && !objects.some((o) => binder.member(o, name).length > 0))) return undefined;
  }
  return methodBuiltin(binder, name, objects, node, env);
}

function isGlobal(node: TSESTree.Identifier, env: Env): boolean {
  return (env.module.variables.get(node)?.defs.length ?? 0) === 0;
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
  self: TSESTree.CallExpressionArgument | undefined,
  env: Env,
): readonly Value[] | undefined {
  const functions = functionsOf(binder, callee.object, env);
  if (functions.length === 0) {
    const methods = binder.evaluate(callee.object, env).filter((v) => v.kind === 'method');
    return methods.length > 0 ? methods : undefined;
  }
  const bound = self && self.type !== 'SpreadElement' ? binder.evaluate(self, env)[0] : undefined;
  return functions.map((f) => ({ ...f, self: f.self ?? bound }));
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

/** Values put into a Map: by its constructor's entries and by `.set(k, v)` calls on something of the same name. */
export function heldBy(binder: Binder, memory: Extract<Value, { kind: 'memory' }>): readonly Value[] {
  const { module } = memory.env;
  const entries = binder.at(binder.argumentsOf(memory.node, memory.env), [0, '*', '1']);
  const listed = union(...entries.map((e) => binder.argument(e)));
  const holder = holderName(memory.node);
  if (holder === undefined) return listed;
  const put = putsInto(memory, holder).flatMap((call) => {
    const value = call.arguments.at(-1);
    return value && value.type !== 'SpreadElement' ? [binder.evaluate(value, binder.openEnv(call, module))] : [];
  });
  return union(listed, ...put);
}

/** Is something put there, or might it be: a list of fixed values is only looked things up in. */
export function isFilled(memory: Extract<Value, { kind: 'memory' }>): boolean {
  const holder = holderName(memory.node);
  return memory.node.arguments.length === 0 || (holder !== undefined && putsInto(memory, holder).length > 0);
}

function putsInto(memory: Extract<Value, { kind: 'memory' }>, holder: string): readonly TSESTree.CallExpression[] {
  const { module } = memory.env;
  return ['set', 'add']
    .flatMap((method) => module.calls.get(method) ?? [])
    .filter(
      (call): call is TSESTree.CallExpression =>
        call.type === 'CallExpression' &&
        call.callee.type === 'MemberExpression' &&
        lastName(call.callee.object) === holder,
    );
}

function holderName(node: TSESTree.Node): string | undefined {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'PropertyDefinition') return propertyName(parent);
  if (parent?.type === 'AssignmentExpression') return lastName(parent.left);
  return undefined;
}
