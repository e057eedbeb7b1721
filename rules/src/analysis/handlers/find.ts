/** Which functions brokers call: registrations, decorators, base classes, annotations, loops and received messages. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ParameterModel, ReceiveModel, RegistrationModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { annotationOf, enclosingFunction, isFunctionNode, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callTarget, calleeValues, conditionHolds, constructTarget } from '../binding/call.js';
import { callSites } from '../binding/callers.js';
import { className, classValue, exportInstance, libraryTypeOf, openInstance, subclassesOf } from '../binding/class.js';
import { exportedValues } from '../binding/module.js';
import { callRows } from '../catalog.js';
import { decoratedHandlers } from './decorated.js';
import { deliveryOf } from './delivery.js';
import { registeringNames } from './registering.js';
import type { Handler, HandlerRoot, Place, RootedHandler } from '../effect.js';
import { expandedEnvs } from './expand.js';
import { resourceName, typeDeclaration } from '../binding/type.js';
import {
  type Argument,
  type CallNode,
  type ClassValue,
  type Env,
  type ExportValue,
  type FunctionValue,
  type LibraryValue,
} from '../binding/value.js';

/** A handler as found; `provided` tells which functions the user supplied through a wrapper or base class. */
export interface Candidate {
  readonly handler: RootedHandler;
  readonly provided: ((fn: FunctionValue) => boolean) | undefined;
}

/** Aliases and interfaces between an annotation and the library's type. */
const MAX_TYPE_HOPS = 5;

/** Handlers whose registration stands in `module`. */
export function handlersIn(binder: Binder, module: Module): readonly Candidate[] {
  return [
    ...registered(binder, module),
    ...decoratedHandlers(binder, module),
    ...overriding(binder, module),
    ...annotated(binder, module),
    ...iterating(binder, module),
    ...structural(binder, module),
  ];
}

function registered(binder: Binder, module: Module): readonly Candidate[] {
  const wanted = registeringNames(binder.catalog);
  const locals = [...module.imports]
    .filter(([, b]) => binder.catalog.library(b.source) !== undefined)
    .map(([local]) => local);
  const found: Candidate[] = [];
  for (const name of new Set([...wanted, ...locals])) {
    for (const call of module.calls.get(name) ?? []) found.push(...fromCall(binder, module, call));
  }
  return found;
}

interface Registration {
  readonly model: RegistrationModel;
  readonly library: string;
  readonly rows: Handler['library'];
  readonly receiver: LibraryValue | undefined;
  readonly receives: ReceiveModel | undefined;
  readonly source: { library: import('../../models/model.js').LibraryModel };
}

/** What the call registers, read in one environment. */
function registrationOf(binder: Binder, call: CallNode, env: Env): Registration | undefined {
  const args = binder.argumentsOf(call, env);
  const callees = call.type === 'NewExpression' ? binder.evaluate(call.callee, env) : calleeValues(binder, call, env);
  for (const callee of callees) {
    const target =
      call.type === 'NewExpression' ? constructTarget(binder, callee, args) : callTarget(binder, callee, args);
    if (!target) continue;
    const { register, receives } = target.row;
    const base = {
      library: target.library.library,
      rows: target.library.library,
      receiver: target.receiver,
      source: { library: target.library },
    };
    if (register && conditionHolds(binder, register.when, args, target.receiver))
      return { ...base, model: register, receives: undefined };
    if (receives)
      return {
        ...base,
        model: { parameters: [], ack: receives.ack, ...(receives.name === undefined ? {} : { name: receives.name }) },
        receives,
      };
    if (target.row.run && Array.isArray(target.row.run)) {
      const sent = receivedBy(binder, binder.at(args, target.row.run as never));
      if (sent)
        return {
          ...base,
          model: { parameters: [], ack: sent.ack, ...(sent.name === undefined ? {} : { name: sent.name }) },
          receives: sent,
        };
    }
  }
  return undefined;
}

/** `client.send(new ReceiveMessageCommand(…))`: the command's row says that messages come. */
function receivedBy(binder: Binder, args: readonly Argument[]): ReceiveModel | undefined {
  for (const a of args) {
    for (const v of binder.argument(a)) {
      const row = v.kind === 'library' ? v.draft.find((d) => d.model.receives)?.model.receives : undefined;
      if (row) return row;
    }
  }
  return undefined;
}

function fromCall(
  binder: Binder,
  module: Module,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): readonly Candidate[] {
  const open = binder.openEnv(call, module);
  const first = registrationOf(binder, call, open);
  if (!first && !mayRegister(binder, call, open)) return [];
  if (first && isNeverRedelivered(first.model)) return [];
  if (first?.receives) return received(binder, module, call, open, first, first.receives);
  const found: Candidate[] = [];
  for (const { env, provided } of expandedEnvs(binder, call, open)) {
    const registration = registrationOf(binder, call, env);
    if (!registration || registration.receives || registration.model.inProcess) continue;
    found.push(...functionHandlers(binder, module, call, env, registration, provided));
  }
  return found;
}

/** Is the callee unknown as it stands, or a call that registers under conditions its user may meet? */
function mayRegister(binder: Binder, call: CallNode, open: Env): boolean {
  const callees = call.type === 'NewExpression' ? binder.evaluate(call.callee, open) : calleeValues(binder, call, open);
  return (
    callees.length === 0 ||
    callees.some((c) => {
      if (c.kind === 'method') return c.calls.some((row) => row.register);
      return c.kind === 'export' && [...callRows(c.model.call), ...callRows(c.model.construct)].some((r) => r.register);
    })
  );
}

/** Events of the process, or of a broker that keeps nothing, whatever the options. */
export function isNeverRedelivered({ inProcess, ack }: RegistrationModel): boolean {
  return inProcess === true || (ack.mode === 'none' && ack.options === undefined);
}

function functionHandlers(
  binder: Binder,
  module: Module,
  call: CallNode,
  env: Env,
  registration: Registration,
  provided: Candidate['provided'],
): readonly Candidate[] {
  const { model } = registration;
  if (!model.handler) return [];
  const args = binder.argumentsOf(call, env);
  const functions = binder.at(args, model.handler).flatMap((a) => handlerFunctions(binder, a));
  const place: Place = { module, node: call };
  return functions.map((fn) => ({
    provided,
    handler: makeHandler(binder, { fn, args, call, env, registration: place, registered: registration }),
  }));
}

/** Functions an argument stands for: directly, or the elements of an array or object. */
function handlerFunctions(binder: Binder, argument: Argument): readonly FunctionValue[] {
  return binder.argument(argument).flatMap((v): readonly FunctionValue[] => {
    if (v.kind === 'function') return [v];
    if (v.kind === 'instance') return [];
    return [];
  });
}

function makeHandler(
  binder: Binder,
  at: {
    fn: FunctionValue;
    args: readonly Argument[];
    call: CallNode;
    env: Env;
    registration: Place;
    registered: Registration;
  },
): RootedHandler {
  const { fn, args, registered: r } = at;
  const inputs = r.model.parameters.map((p) =>
    parameterArgument(binder, p, r.source.library, { node: at.call, env: at.env }),
  );
  const env = binder.activate(fn, inputs, at.call, at.env);
  const delivery = deliveryOf(binder, r.model, {
    library: r.source.library,
    args,
    receiver: r.receiver,
    inputs,
    place: at.registration,
  });
  return {
    root: { kind: 'function', fn, env },
    place: { module: fn.env.module, node: fn.node },
    registration: at.registration,
    library: r.library,
    name: r.model.name ?? r.library,
    delivery: delivery.model,
    ack: delivery.model.mode,
    ackPlace: delivery.place,
    manualAck: delivery.manual,
    source: r.model.source ? resourceName(binder, binder.at(args, r.model.source)[0]) : undefined,
  };
}

/** What the library passes as one parameter. */
export function parameterArgument(
  binder: Binder,
  model: ParameterModel,
  library: import('../../models/model.js').LibraryModel,
  site: LibraryValue['site'],
): Argument {
  const provenance = model.is === 'none' ? 'unknown' : model.is === 'fresh' ? 'fresh' : 'message';
  if (model.type === undefined) return { kind: 'value', values: [], provenance };
  const made = exportInstance(
    binder,
    { kind: 'export', library, name: model.type, model: { class: model.type } },
    undefined,
  );
  return {
    kind: 'value',
    values: made ? [{ ...made, site, provenance: made.provenance ?? provenance }] : [],
    provenance,
  };
}

/** Code that asks for messages: the function around it, the loop around it, or the callers of a helper that hands them on. */
function received(
  binder: Binder,
  module: Module,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  env: Env,
  registration: Registration,
  receives: ReceiveModel,
): readonly Candidate[] {
  const delivery = deliveryOf(binder, registration.model, {
    library: registration.source.library,
    args: binder.argumentsOf(call, env),
    receiver: registration.receiver,
    inputs: [],
    place: { module, node: call },
  });
  return receivers(binder, call, env, receives, 0).map(({ node, env: at }) => {
    const root: HandlerRoot = isFunctionNode(node)
      ? { kind: 'function', fn: { kind: 'function', node, env: at.parent ?? at, self: at.self }, env: at }
      : { kind: 'statement', node, env: at };
    const place: Place = { module: at.module, node };
    return {
      provided: undefined,
      handler: {
        root,
        place,
        registration: { module, node: call },
        library: registration.library,
        name: registration.model.name ?? registration.library,
        delivery: delivery.model,
        ack: delivery.model.mode,
        ackPlace: delivery.place,
        manualAck: delivery.manual,
        source: undefined,
      },
    };
  });
}

function receivers(
  binder: Binder,
  call: TSESTree.Node,
  env: Env,
  receives: ReceiveModel,
  hops: number,
): readonly { node: TSESTree.Node; env: Env }[] {
  const fn = enclosingFunction(call);
  if (fn && hops < 4 && givenBack(call, fn)) {
    const sites = callSites(binder, fn, env);
    if (sites.length > 0) return sites.flatMap((s) => receivers(binder, s.call, s.env, receives, hops + 1));
  }
  const loop = receives.handler === 'loop' ? loopAround(call, fn) : undefined;
  if (loop) return [{ node: loop.body, env }];
  return fn ? [{ node: fn, env }] : [];
}

/** Does the function return the call's value (directly, or through one variable)? */
function givenBack(call: TSESTree.Node, fn: TSESTree.Node): boolean {
  let at: TSESTree.Node = call;
  while (at.parent && at.parent !== fn && /^(?:Await|TSAs|TSNonNull|Chain|Conditional|Logical)/.test(at.parent.type))
    at = at.parent;
  const { parent } = at;
  if (parent?.type === 'ReturnStatement' || (parent === fn && isFunctionNode(fn))) return true;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const { name } = parent.id;
  const block = parent.parent.parent;
  const last = block.type === 'BlockStatement' ? block.body.at(-1) : undefined;
  if (last?.type !== 'ReturnStatement' || !last.argument) return false;
  const value = unwrap(last.argument);
  return value.type === 'Identifier'
    ? value.name === name
    : value.type === 'MemberExpression' &&
        unwrap(value.object).type === 'Identifier' &&
        (unwrap(value.object) as TSESTree.Identifier).name === name;
}

function loopAround(
  node: TSESTree.Node,
  limit: TSESTree.Node | undefined,
): TSESTree.WhileStatement | TSESTree.ForStatement | TSESTree.DoWhileStatement | undefined {
  for (let at = node.parent; at && at !== limit; at = at.parent) {
    if (at.type === 'WhileStatement' || at.type === 'ForStatement' || at.type === 'DoWhileStatement') return at;
  }
  return undefined;
}

/** Classes that extend a library's base class: the methods the library calls. */
function overriding(binder: Binder, module: Module): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const node of module.classes) {
    if (!node.superClass) continue;
    const cls = classValue(binder, node, binder.openEnv(node, module));
    const base = libraryTypeOf(binder, cls);
    const overrides = base && binder.catalog.inherited(base.library, base.type, (t) => t.overrides);
    if (!base || !overrides) continue;
    const family = [cls, ...subclassesOf(binder, cls)];
    for (const c of family) binder.reach(className(c.node));
    const concrete = family.filter((c) => !c.node.abstract);
    for (const c of concrete) found.push(...overridesOf(binder, c, overrides.value, base));
  }
  return found;
}

function overridesOf(
  binder: Binder,
  cls: ClassValue,
  overrides: Readonly<Record<string, RegistrationModel>>,
  base: LibraryValue,
): readonly Candidate[] {
  return Object.entries(overrides).flatMap(([name, model]) =>
    binder.member(openInstance(cls), name).flatMap((fn): readonly Candidate[] => {
      if (fn.kind !== 'function' || model.inProcess) return [];
      return [
        {
          provided: inside(cls.node),
          handler: boundHandler(binder, fn, model, base.library, { module: cls.env.module, node: cls.node }),
        },
      ];
    }),
  );
}

function inside(cls: TSESTree.Node): (fn: FunctionValue) => boolean {
  return (fn) => fn.node.range[0] >= cls.range[0] && fn.node.range[1] <= cls.range[1] && sameRoot(fn.node, cls);
}

function sameRoot(a: TSESTree.Node, b: TSESTree.Node): boolean {
  const root = (n: TSESTree.Node): TSESTree.Node => {
    let at = n;
    while (at.parent) at = at.parent;
    return at;
  };
  return root(a) === root(b);
}

/** A handler that no call registers: a method or an annotated function. */
export function boundHandler(
  binder: Binder,
  fn: FunctionValue,
  model: RegistrationModel,
  library: import('../../models/model.js').LibraryModel,
  registration: Place,
  given: { inputs?: readonly Argument[]; options?: readonly Argument[]; source?: string | undefined } = {},
): RootedHandler {
  const inputs = given.inputs ?? model.parameters.map((p) => parameterArgument(binder, p, library, undefined));
  const env = binder.activate(fn, inputs, fn.node, fn.env);
  const delivery = deliveryOf(binder, model, {
    library,
    args: given.options ?? [],
    receiver: undefined,
    inputs,
    place: registration,
  });
  return {
    root: { kind: 'function', fn, env },
    place: { module: fn.env.module, node: fn.node },
    registration,
    library: library.library,
    name: model.name ?? library.library,
    delivery: delivery.model,
    ack: delivery.model.mode,
    ackPlace: delivery.place,
    manualAck: delivery.manual,
    source: given.source,
  };
}

/** Functions annotated with a handler type, or exported with a parameter of an event type. */
function annotated(binder: Binder, module: Module): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const node of module.functions) {
    const candidate = annotatedFunction(binder, module, node);
    if (candidate) found.push(candidate);
  }
  return found;
}

function annotatedFunction(binder: Binder, module: Module, node: FunctionValue['node']): Candidate | undefined {
  const env = binder.openEnv(node.parent, module);
  const own = contextualType(node);
  const make = (v: ExportValue, model: RegistrationModel, inputs?: readonly Argument[]): Candidate => {
    const fn: FunctionValue = { kind: 'function', node, env, self: undefined };
    return {
      provided: undefined,
      handler: boundHandler(binder, fn, model, v.library, { module, node }, inputs ? { inputs } : {}),
    };
  };
  for (const v of own ? annotationExports(binder, own, module) : []) {
    if (v.model.annotatedHandler) return make(v, v.model.annotatedHandler);
  }
  for (const [index, parameter] of node.params.entries()) {
    const annotation = annotationOf(parameter.type === 'AssignmentPattern' ? parameter.left : parameter);
    for (const v of annotation ? annotationExports(binder, annotation, module) : []) {
      const model = v.model.annotatedParameter;
      if (!model || !isEntryPoint(binder, module, node)) continue;
      const typed = model.parameters.map((p) => parameterArgument(binder, p, v.library, undefined));
      return make(
        v,
        model,
        index === 0
          ? typed
          : [...Array<Argument>(index).fill({ kind: 'value', values: [], provenance: 'unknown' }), ...typed],
      );
    }
  }
  return undefined;
}

/** `const f: T = fn`, `fn satisfies T`, `fn as T`. */
function contextualType(node: TSESTree.Node): TSESTree.TypeNode | undefined {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return annotationOf(parent.id);
  if (parent?.type === 'TSSatisfiesExpression' || parent?.type === 'TSAsExpression') return parent.typeAnnotation;
  if (parent?.type === 'PropertyDefinition' && parent.value === node) return annotationOf(parent);
  return undefined;
}

function annotationExports(binder: Binder, type: TSESTree.TypeNode, module: Module, hops = 0): readonly ExportValue[] {
  if (type.type === 'TSUnionType' || type.type === 'TSIntersectionType')
    return type.types.flatMap((t) => annotationExports(binder, t, module, hops));
  if (type.type !== 'TSTypeReference') return [];
  const env = binder.moduleEnv(module);
  if (type.typeName.type === 'Identifier') {
    return namedExports(binder, type.typeName, module, hops);
  }
  if (type.typeName.type !== 'TSQualifiedName' || type.typeName.left.type !== 'Identifier') return [];
  const variable = module.variables.get(type.typeName.left);
  const name = type.typeName.right.name;
  return variable
    ? binder
        .variable(variable, env)
        .flatMap((v) => binder.member(v, name))
        .filter((v) => v.kind === 'export')
    : [];
}

/** The library type that a name stands for: itself, or what the project's alias or interface of that name is made of. */
function namedExports(binder: Binder, name: TSESTree.Identifier, module: Module, hops: number): readonly ExportValue[] {
  const env = binder.moduleEnv(module);
  const variable = module.variables.get(name);
  const own = variable ? binder.variable(variable, env).filter((v) => v.kind === 'export') : [];
  if (own.length > 0 || hops >= MAX_TYPE_HOPS) return own;
  const declaration = typeDeclaration(binder, name.name, env);
  if (!declaration) return [];
  const { node, env: home } = declaration;
  if (node.type === 'TSTypeAliasDeclaration')
    return annotationExports(binder, node.typeAnnotation, home.module, hops + 1);
  if (node.type !== 'TSInterfaceDeclaration') return [];
  return node.extends.flatMap((e) =>
    e.expression.type === 'Identifier' ? namedExports(binder, e.expression, home.module, hops + 1) : [],
  );
}

/** The object literal that holds the function as a property, with its assertions: `export default { async queue() {} }`. */
function owningObject(node: TSESTree.Node): TSESTree.Node | undefined {
  const object = node.parent?.type === 'Property' ? node.parent.parent : undefined;
  if (object?.type !== 'ObjectExpression') return undefined;
  return asserted(object);
}

/** The node with the assertions around it. */
function asserted(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  return parent?.type === 'TSSatisfiesExpression' || parent?.type === 'TSAsExpression' ? asserted(parent) : node;
}

function declaredName(node: TSESTree.Node): string | undefined {
  const { parent } = node;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined;
}

function isExported(module: Module, node: TSESTree.Node, name: string | undefined): boolean {
  return [...module.exports.values()].some((e) =>
    e.kind === 'local' ? e.name === name : e.kind === 'node' && unwrap(e.node) === unwrap(node),
  );
}

/** Is the function exported or handed to something, and called by nobody in the project? */
function isEntryPoint(binder: Binder, module: Module, node: FunctionValue['node']): boolean {
  const { parent } = node;
  const handed = parent.type === 'CallExpression' && parent.arguments.includes(node as never);
  const name = node.type === 'FunctionDeclaration' ? node.id?.name : declaredName(node);
  const owner = owningObject(node);
  const exported =
    isExported(module, node, name) || (owner !== undefined && isExported(module, owner, declaredName(owner)));
  const passed =
    name !== undefined &&
    [...module.calls.values()].some((calls) =>
      calls.some((c) => c.arguments.some((a) => a.type === 'Identifier' && a.name === name)),
    );
  const method = parent.type === 'MethodDefinition' && parent.kind === 'method';
  if (!handed && !exported && !passed && !method) return false;
  return !callSites(binder, node, binder.openEnv(node, module)).some((site) => isHandedOn(site.call, site.env));
}

/** Does the call pass on something that its own function was given? A made-up event (a script, a local run) is no such thing. */
function isHandedOn(call: TSESTree.CallExpression | TSESTree.NewExpression, env: Env): boolean {
  const [first] = call.arguments;
  return first === undefined || !isMadeUp(first, env);
}

function isMadeUp(node: TSESTree.Node, env: Env): boolean {
  const at = unwrap(node);
  if (at.type === 'ObjectExpression') return true;
  if (at.type !== 'Identifier') return false;
  const def = env.module.variables.get(at)?.defs[0];
  return def?.type === 'Variable' && def.node.init != null && isMadeUp(def.node.init, env);
}

/** `for await (const m of consumer)`. */
function iterating(binder: Binder, module: Module): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const loop of module.loops) {
    if (!loop.await) continue;
    const env = binder.openEnv(loop, module);
    for (const v of binder.evaluate(loop.right, env)) {
      const row = v.kind === 'library' ? binder.catalog.inherited(v.library, v.type, (t) => t.iterate) : undefined;
      if (!row || v.kind !== 'library' || isNeverRedelivered(row.value)) continue;
      const place: Place = { module, node: loop };
      const delivery = deliveryOf(binder, row.value, {
        library: row.library,
        args: [],
        receiver: v,
        inputs: [],
        place,
      });
      const handler: RootedHandler = {
        root: { kind: 'statement', node: loop.body, env },
        place,
        registration: place,
        library: row.library.library,
        name: row.value.name ?? 'for await',
        delivery: delivery.model,
        ack: delivery.model.mode,
        ackPlace: delivery.place,
        manualAck: delivery.manual,
        source: v.resource,
      };
      found.push({ handler, provided: undefined });
      break;
    }
  }
  return found;
}

/** Exported functions known by name and by what they read. */
function structural(binder: Binder, module: Module): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const library of binder.catalog.libraries) {
    for (const row of library.structural ?? []) {
      for (const name of row.names) {
        if (!module.exports.has(name)) continue;
        for (const v of exportedValues(binder, module, name)) {
          if (v.kind !== 'function' || v.env.module !== module || !reads(module, v.node, row.reads)) continue;
          if (v.node.params.some((p) => annotationOf(p) !== undefined)) continue;
          found.push({
            provided: undefined,
            handler: boundHandler(binder, v, row.registration, library, { module, node: v.node }),
          });
        }
      }
    }
  }
  return found;
}

function reads(module: Module, node: TSESTree.Node, chains: readonly (readonly string[])[]): boolean {
  const words = new Set(module.text.slice(node.range[0], node.range[1]).match(/[\w$]+/g) ?? []);
  const all = new Set(module.text.match(/[\w$]+/g) ?? []);
  return chains.some((chain) => chain.every((step, i) => step === '*' || (i === 0 ? words : all).has(step)));
}
