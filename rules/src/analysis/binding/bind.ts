/** What an expression denotes, across modules and without type information. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import type { ArgPath } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import type { Project } from '../../project/project.js';
import {
  annotationOf,
  classOfMethod,
  enclosingFunction,
  isClassNode,
  isFunctionNode,
  parameterPattern,
  propertyName,
  returnExpressions,
} from '../ast.js';
import { callValues } from './call.js';
import { classValue, memberOfClass, memberOfInstance, superMember } from './class.js';
import { exportedValues, importedValues, memberOfExport, undescribedMember } from './module.js';
import { assignedMember } from './object.js';
import { callerArguments } from './callers.js';
import { handedValues } from './handed.js';
import { memberOfShape, narrowed, parameterTypeValues, typeValues } from './type.js';
import { patternPath, type PatternStep } from './pattern.js';
import { type Catalog, callRows } from '../catalog.js';
import {
  type Argument,
  type CallNode,
  type Env,
  type FunctionNode,
  type FunctionValue,
  type LibraryValue,
  type Value,
  isTelling,
  newEnv,
  union,
} from './value.js';

const MAX_DEPTH = 120;
const MAX_NESTING = 60;
/** A function that calls itself is asked for its result so many times within itself. */
const MAX_RECURSION = 2;
/** Functions asked for their result before an expression is given up. */
const MAX_ASKED = 2_000;

/** Evaluates expressions of one project under one catalogue. Values stay valid for one project revision. */
export class Binder {
  readonly #moduleEnvs = new Map<Module, Env>();
  readonly #openEnvs = new WeakMap<FunctionNode, Env>();
  readonly #arrays = new WeakMap<Value, readonly Value[]>();
  readonly #returning = new Map<FunctionNode, number>();
  #depth = 0;
  /** Functions asked for the outermost expression. */
  #asked = 0;
  /** Bounds that were reached since the last `takeLimits`. */
  #limits = new Set<string>();
  #reached = new Set<string>();

  constructor(
    readonly project: Project,
    readonly catalog: Catalog,
  ) {}

  takeLimits(): readonly string[] {
    const limits = [...this.#limits];
    this.#limits = new Set();
    return limits;
  }

  /** Names of wrappers and base classes whose users were looked for since the last call. */
  takeReached(): ReadonlySet<string> {
    const reached = this.#reached;
    this.#reached = new Set();
    return reached;
  }

  /** Notes that handlers are wherever the project uses `name`. */
  reach(name: string | undefined): void {
    if (name !== undefined) this.#reached.add(name);
  }

  limit(text: string): void {
    this.#limits.add(text);
  }

  moduleEnv(module: Module): Env {
    let env = this.#moduleEnvs.get(module);
    if (!env) {
      env = newEnv({ module, fn: undefined, args: undefined, self: undefined, parent: undefined }, 0);
      this.#moduleEnvs.set(module, env);
    }
    return env;
  }

  /** The environment of code at `node` when nothing is known of its callers. */
  openEnv(node: TSESTree.Node, module: Module): Env {
    const fn = isFunctionNode(node) ? node : enclosingFunction(node);
    if (!fn) return this.moduleEnv(module);
    const cached = this.#openEnvs.get(fn);
    if (cached) return cached;
    const parent = this.openEnv(fn.parent, module);
    const cls = fn.type === 'ArrowFunctionExpression' && !classOfMethod(fn) ? undefined : classOfMethod(fn);
    const self: Value | undefined = cls
      ? { kind: 'instance', cls: classValue(this, cls, parent), args: undefined, site: undefined }
      : undefined;
    const env = newEnv({ module, fn, args: undefined, self, parent }, parent.depth + 1);
    this.#openEnvs.set(fn, env);
    return env;
  }

  /** The activation of `fn` by the call at `site` in `caller`; the same object each time, so that memos hold. */
  activate(fn: FunctionValue, args: readonly Argument[] | undefined, site: TSESTree.Node, caller: Env): Env {
    if (caller.depth > MAX_NESTING) {
      this.limit('calls nested too deeply');
      return this.openEnv(fn.node, fn.env.module);
    }
    const bySite = caller.memo.activations;
    const known = bySite.get(site) ?? [];
    const hit = known.find((k) => k.fn.node === fn.node && k.fn.env === fn.env && k.fn.self === fn.self);
    if (hit) return hit.env;
    const env = newEnv({ module: fn.env.module, fn: fn.node, args, self: fn.self, parent: fn.env }, caller.depth + 1);
    bySite.set(site, [...known, { fn, env }]);
    return env;
  }

  /** Everything `node` may denote in `env`; promises are transparent. Empty when unknown. */
  evaluate(node: TSESTree.Node, env: Env): readonly Value[] {
    const memo = env.memo.values;
    const known = memo.get(node);
    if (known) return known;
    if (this.#depth > MAX_DEPTH) {
      this.limit('expression nested too deeply');
      return [];
    }
    if (this.#depth === 0) this.#asked = 0;
    memo.set(node, []);
    this.#depth++;
    try {
      const values = this.#evaluate(unwrapOnce(node), env);
      memo.set(node, values);
      return values;
    } finally {
      this.#depth--;
    }
  }

  #evaluate(node: TSESTree.Node, env: Env): readonly Value[] {
    switch (node.type) {
      case 'Identifier':
        return this.identifier(node, env);
      case 'Literal':
        return literal(node);
      case 'TemplateLiteral':
        return this.#template(node, env);
      case 'ThisExpression':
        return thisOf(this, node, env);
      case 'MemberExpression':
        return this.#memberExpression(node, env);
      case 'CallExpression':
      case 'NewExpression':
      case 'TaggedTemplateExpression':
        return callValues(this, node, env);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return [{ kind: 'function', node, env: this.lexicalEnv(node, env), self: undefined }];
      case 'ClassDeclaration':
      case 'ClassExpression':
        return [classValue(this, node, this.lexicalEnv(node, env))];
      case 'TSEnumDeclaration':
        return [{ kind: 'enum', node, env }];
      case 'ObjectExpression':
        return [{ kind: 'object', node, env }];
      case 'ArrayExpression':
        return [{ kind: 'array', elements: this.#arrayElements(node, env) }];
      case 'ConditionalExpression':
        return union(this.evaluate(node.consequent, env), this.evaluate(node.alternate, env));
      case 'LogicalExpression':
        return union(this.evaluate(node.left, env), this.evaluate(node.right, env));
      case 'AssignmentExpression':
        return this.evaluate(node.right, env);
      case 'AssignmentPattern':
        return this.evaluate(node.right, env);
      case 'SequenceExpression':
        return this.evaluate(node.expressions.at(-1) ?? node, env);
      case 'BinaryExpression':
        return node.operator === '+' ? this.#concatenation(node, env) : [];
      case 'TSAsExpression':
      case 'TSTypeAssertion':
      case 'TSSatisfiesExpression': {
        const inner = this.evaluate(node.expression, env);
        return inner.length > 0 && !inner.every((v) => v.kind === 'library')
          ? inner
          : narrowed(inner, typeValues(this, node.typeAnnotation, env));
      }
      default:
        return [];
    }
  }

  /** Only array literal elements whose order is known; a spread is one argument of kind `spread`. */
  #arrayElements(node: TSESTree.ArrayExpression, env: Env): readonly Argument[] {
    return node.elements.flatMap((e): Argument[] => {
      if (!e) return [];
      return e.type === 'SpreadElement'
        ? [{ kind: 'spread', node: e.argument, env }]
        : [{ kind: 'expression', node: e, env }];
    });
  }

  #template(node: TSESTree.TemplateLiteral, env: Env): readonly Value[] {
    let text = node.quasis[0]?.value.cooked ?? '';
    for (const [i, expression] of node.expressions.entries()) {
      const constant = this.constant(expression, env);
      if (constant === undefined) return [];
      text += String(constant) + (node.quasis[i + 1]?.value.cooked ?? '');
    }
    return [{ kind: 'constant', value: text }];
  }

  #concatenation(node: TSESTree.BinaryExpression, env: Env): readonly Value[] {
    const left = this.constant(node.left, env);
    const right = this.constant(node.right, env);
    if (typeof left !== 'string' || right === undefined) return [];
    return [{ kind: 'constant', value: left + String(right) }];
  }

  #memberExpression(node: TSESTree.MemberExpression, env: Env): readonly Value[] {
    if (node.object.type === 'Super') return superMember(this, node, env);
    const name = propertyName(node) ?? this.#computedName(node, env);
    const objects = this.evaluate(node.object, env);
    if (name === undefined) return union(...objects.map((o) => this.everyMember(o)));
    return union(...objects.map((o) => this.member(o, name)));
  }

  #computedName(node: TSESTree.MemberExpression, env: Env): string | undefined {
    const constant = this.constant(node.property, env);
    return typeof constant === 'string' || typeof constant === 'number' ? String(constant) : undefined;
  }

  /** The only constant `node` denotes, or undefined. */
  constant(node: TSESTree.Node, env: Env): string | number | boolean | null | undefined {
    const values = this.evaluate(node, env);
    const only = values.length === 1 ? values[0] : undefined;
    return only?.kind === 'constant' ? only.value : undefined;
  }

  member(value: Value, name: string): readonly Value[] {
    switch (value.kind) {
      case 'instance':
        return memberOfInstance(this, value, name);
      case 'class':
        return memberOfClass(this, value, name);
      case 'object':
        return this.#memberOfObject(value, name);
      case 'namespace':
        return exportedValues(this, value.module, name);
      case 'library':
        return /^\d+$/.test(name) && this.#isList(value) ? this.elements(value) : this.memberOfLibrary(value, name);
      case 'export':
        return memberOfExport(this, value, name);
      case 'array': {
        const element = /^\d+$/.test(name) ? value.elements[Number(name)] : undefined;
        return element ? this.argument(element) : [];
      }
      case 'enum': {
        const member = value.node.body.members.find((m) => enumMemberName(m) === name);
        if (!member) return [];
        return member.initializer ? this.evaluate(member.initializer, value.env) : [{ kind: 'constant', value: name }];
      }
      case 'package':
        return [value];
      case 'shape':
        return memberOfShape(this, value, name);
      default:
        return [];
    }
  }

  /** What `read` gives for `name` of the object literal, read once; empty while it is being read, for objects that spread themselves. */
  #once<T>(node: TSESTree.Node, env: Env, name: string, empty: T, read: () => T): T {
    const { members } = env.memo;
    const byName = members.get(node) ?? new Map<string, unknown>();
    members.set(node, byName);
    if (byName.has(name)) return byName.get(name) as T;
    byName.set(name, empty);
    const found = read();
    byName.set(name, found);
    return found;
  }

  /** All values an object or Map of functions holds. */
  everyMember(value: Value): readonly Value[] {
    return value.kind === 'object'
      ? this.#once<readonly Value[]>(value.node, value.env, '*members', [], () => this.#everyMember(value))
      : this.#everyMember(value);
  }

  #everyMember(value: Value): readonly Value[] {
    if (value.kind === 'object') {
      return union(
        ...value.node.properties.map((p) =>
          p.type === 'SpreadElement'
            ? union(...this.evaluate(p.argument, value.env).map((v) => this.everyMember(v)))
            : this.#propertyValue(value, p),
        ),
      );
    }
    if (value.kind === 'array') return union(...value.elements.map((e) => this.argument(e)));
    if (value.kind === 'library') return this.elements(value);
    return [];
  }

  #memberOfObject(value: Extract<Value, { kind: 'object' }>, name: string): readonly Value[] {
    return this.#once<readonly Value[]>(value.node, value.env, `.${name}`, [], () =>
      this.#ownMemberOfObject(value, name),
    );
  }

  #ownMemberOfObject(value: Extract<Value, { kind: 'object' }>, name: string): readonly Value[] {
    const found: (readonly Value[])[] = [];
    for (const property of value.node.properties) {
      if (property.type === 'SpreadElement') {
        found.push(...this.evaluate(property.argument, value.env).map((v) => this.member(v, name)));
      } else if (propertyName(property) === name) return this.#propertyValue(value, property);
      else if (
        property.computed &&
        propertyName(property) === undefined &&
        this.constant(property.key, value.env) === name
      ) {
        return this.#propertyValue(value, property);
      }
    }
    const values = union(...found);
    return values.length > 0 ? values : assignedMember(this, value, name);
  }

  #propertyValue(owner: Extract<Value, { kind: 'object' }>, property: TSESTree.Property): readonly Value[] {
    const values = this.evaluate(property.value, owner.env);
    if (property.kind === 'get') return union(...values.map((v) => this.callFunction(v, property, owner.env)));
    if (!isFunctionNode(property.value)) return values;
    if (property.value.type === 'ArrowFunctionExpression') return values;
    return values.map((v) => (v.kind === 'function' ? { ...v, self: owner } : v));
  }

  /** What calling a project function without arguments gives (getters). */
  callFunction(value: Value, site: TSESTree.Node, env: Env): readonly Value[] {
    return value.kind === 'function' ? this.returned(value, this.activate(value, [], site, env)) : [];
  }

  memberOfLibrary(value: LibraryValue, name: string): readonly Value[] {
    const row = this.catalog.member(value.library, value.type, name);
    if (!row) return undescribedMember(this, value, name);
    if (row.model.constant !== undefined) return [{ kind: 'constant', value: row.model.constant }];
    const calls = callRows(row.model.call);
    if (calls.length > 0) return [{ kind: 'method', receiver: value, library: row.library, name, calls }];
    const ref = row.model.typeByArgument?.[value.resource ?? ''] ?? row.model.type;
    if (ref === undefined) return [];
    const from = ref === 'this' ? value : { ...value, library: row.library };
    const made = this.libraryValue(from, ref, { resource: row.named ? name : value.resource });
    return made && row.model.provenance ? [{ ...made, provenance: row.model.provenance }] : made ? [made] : [];
  }

  /** A value of type `ref` as seen from `from`'s library. */
  libraryValue(from: LibraryValue, ref: string, more: Partial<LibraryValue> = {}): LibraryValue | undefined {
    if (ref === 'this') return { ...from, ...more };
    const at = this.catalog.resolveType(from.library, ref);
    if (!at) return undefined;
    return {
      kind: 'library',
      library: at.library,
      type: at.type,
      resource: undefined,
      site: from.site,
      provenance: this.catalog.type(at.library, at.type)?.provenance ?? from.provenance,
      draft: [],
      content: undefined,
      ...more,
    };
  }

  #isList(value: LibraryValue): boolean {
    const row = this.catalog.member(value.library, value.type, '0');
    return row === undefined && this.catalog.inherited(value.library, value.type, (t) => t.element) !== undefined;
  }

  /** Values that come out of iterating `value`. */
  elements(value: Value): readonly Value[] {
    if (value.kind === 'array') return this.#arrayContent(value);
    if (value.kind !== 'library') return [];
    const element = this.catalog.inherited(value.library, value.type, (t) => t.element);
    if (!element) return [];
    const made = this.libraryValue({ ...value, library: element.library }, element.value, { resource: value.resource });
    return made ? [made] : [];
  }

  /** An array may spread itself. */
  #arrayContent(value: Extract<Value, { kind: 'array' }>): readonly Value[] {
    const known = this.#arrays.get(value);
    if (known) return known;
    this.#arrays.set(value, []);
    const found = union(
      ...value.elements.map((e) =>
        e.kind === 'spread' ? union(...this.evaluate(e.node, e.env).map((v) => this.elements(v))) : this.argument(e),
      ),
    );
    this.#arrays.set(value, found);
    return found;
  }

  argument(argument: Argument): readonly Value[] {
    switch (argument.kind) {
      case 'expression':
      case 'spread':
        return this.evaluate(argument.node, argument.env);
      case 'value':
        return argument.values;
      case 'element':
        return union(...this.argument(argument.of).map((v) => this.elements(v)));
      case 'property':
        return union(...this.argument(argument.of).map((v) => this.member(v, argument.name)));
    }
  }

  identifier(node: TSESTree.Identifier, env: Env): readonly Value[] {
    const variable = env.module.variables.get(node);
    if (!variable || variable.defs.length === 0) return this.#global(node.name);
    return this.variable(variable, env);
  }

  #global(name: string): readonly Value[] {
    const row = this.catalog.global(name);
    return row ? [{ kind: 'export', library: row.library, name, model: row.model }] : [];
  }

  /** What a variable denotes, seen from `env`. */
  variable(variable: Variable, env: Env): readonly Value[] {
    const home = this.homeOf(variable, env);
    const def = variable.defs.find((d) => d.type !== 'FunctionName' || hasBody(d.node)) ?? variable.defs[0];
    if (!def) return [];
    switch (def.type) {
      case 'ImportBinding':
        return importedValues(this, env.module, variable.name);
      case 'FunctionName':
        return isFunctionNode(def.node) ? this.evaluate(def.node, home) : [];
      case 'ClassName':
        return isClassNode(def.node) ? this.evaluate(def.node, home) : [];
      case 'TSEnumName':
        return this.evaluate(def.node, home);
      case 'Parameter':
        return isFunctionNode(def.node) ? this.parameter(def.node, def.name, home) : [];
      case 'Variable':
        return this.#declared(variable, def.node, home);
      default:
        return [];
    }
  }

  #declared(variable: Variable, declarator: TSESTree.VariableDeclarator, home: Env): readonly Value[] {
    const imported = home.module.imports.get(variable.name);
    if (imported?.kind === 'require' && home.fn === undefined) return importedValues(this, home.module, variable.name);
    const source = this.declaratorArgument(variable, home);
    let values: readonly Value[] = source ? this.argument(source) : [];
    if (variable.references.some((r) => r.isWrite() && !r.init)) {
      const written = variable.references
        .filter((r) => r.isWrite() && !r.init && r.writeExpr)
        .map((r) => this.evaluate(r.writeExpr as TSESTree.Node, this.#writeEnv(r.identifier, home)));
      values = union(values, ...written);
    }
    if (isTelling(values)) return values;
    const annotation = annotationOf(declarator.id);
    const typed = annotation && declarator.id.type === 'Identifier' ? typeValues(this, annotation, home) : [];
    return typed.length > 0 ? typed : values;
  }

  #writeEnv(node: TSESTree.Node, home: Env): Env {
    return enclosingFunction(node) === home.fn ? home : this.openEnv(node, home.module);
  }

  /** Where a declared variable gets its first value from, destructuring included; undefined for `let x;`. */
  declaratorArgument(variable: Variable, home: Env): Argument | undefined {
    const def = variable.defs[0];
    if (def?.type !== 'Variable') return undefined;
    const declarator = def.node;
    const loop = declarator.parent.parent;
    let base: Argument | undefined;
    if (loop.type === 'ForOfStatement' && loop.left === declarator.parent) {
      base = { kind: 'element', of: { kind: 'expression', node: loop.right, env: home } };
    } else if (declarator.init) base = { kind: 'expression', node: declarator.init, env: home };
    if (!base) return undefined;
    const path = patternPath(declarator.id, def.name);
    return path && this.follow(base, path, home);
  }

  /** Steps into destructured parts of `base`; defaults apply where the part is unknown. */
  follow(base: Argument, path: readonly PatternStep[], env: Env): Argument {
    let at = base;
    for (const step of path) {
      if (step.kind === 'property') at = { kind: 'property', of: at, name: step.name };
      else if (this.argument(at).length === 0 && at.kind !== 'expression') {
        at = step.node.type === 'Literal' ? at : { kind: 'expression', node: step.node, env };
      }
    }
    return at;
  }

  /** The environment that holds `variable`, climbing from `env`. */
  homeOf(variable: Variable, env: Env): Env {
    const block = variable.scope.variableScope.block as TSESTree.Node;
    if (!isFunctionNode(block)) return this.#classFieldHome(block, env) ?? this.moduleEnv(env.module);
    for (let at: Env | undefined = env; at; at = at.parent) if (at.fn === block) return at;
    return this.openEnv(block, env.module);
  }

  #classFieldHome(block: TSESTree.Node, env: Env): Env | undefined {
    return block.type === 'Program' ? undefined : env;
  }

  /** The environment in which a function or class literal at `node` is created when evaluated from `env`. */
  lexicalEnv(node: TSESTree.Node, env: Env): Env {
    const outer = enclosingFunction(node);
    for (let at: Env | undefined = env; at; at = at.parent) {
      if (at.fn === outer && (outer !== undefined || at.self !== undefined || at.parent === undefined)) return at;
    }
    return outer ? this.openEnv(outer, env.module) : this.moduleEnv(env.module);
  }

  parameter(fn: FunctionNode, name: TSESTree.Node, env: Env): readonly Value[] {
    const source = this.parameterArgument(fn, name, env);
    return source ? this.argument(source) : [];
  }

  /** Where a parameter's value comes from in this activation: the argument, a caller's, its default, or its type. */
  parameterArgument(fn: FunctionNode, name: TSESTree.Node, env: Env): Argument | undefined {
    for (const [index, parameter] of fn.params.entries()) {
      const path = patternPath(parameterPattern(parameter), name);
      if (!path) continue;
      const base = this.#parameterBase(fn, parameter, index, env);
      return base && this.follow(base, path, env);
    }
    return undefined;
  }

  #parameterBase(fn: FunctionNode, parameter: TSESTree.Parameter, index: number, env: Env): Argument | undefined {
    if (env.args) {
      const given =
        parameter.type === 'RestElement' ? restArgument(env.args, index) : argumentAt(this, env.args, index);
      if (given) {
        if (isTelling(this.argument(given))) return given;
        const typed = this.parameterType(fn, parameter, env);
        if (typed.length === 0) return given;
        return { kind: 'value', values: typed, provenance: given.kind === 'value' ? given.provenance : 'unknown' };
      }
      if (parameter.type === 'AssignmentPattern') return { kind: 'expression', node: parameter.right, env };
    }
    return this.#openParameter(fn, parameter, index, env);
  }

  #openParameter(fn: FunctionNode, parameter: TSESTree.Parameter, index: number, env: Env): Argument | undefined {
    const typed = this.parameterType(fn, parameter, env);
    const annotation = annotationOf(parameterPattern(parameter));
    if (typed.length > 0 && annotation?.type !== 'TSFunctionType') {
      return { kind: 'value', values: typed, provenance: 'unknown' };
    }
    if (env.args === undefined) {
      const handed = handedValues(this, fn, index, env.module);
      if (handed.length > 0) return { kind: 'value', values: handed, provenance: 'unknown' };
      const passed = callerArguments(this, fn, index, env);
      const values = union(...passed.map((p) => this.argument(p)));
      if (values.length > 0) return { kind: 'value', values, provenance: 'unknown' };
    }
    if (parameter.type === 'AssignmentPattern') return { kind: 'expression', node: parameter.right, env };
    return { kind: 'value', values: typed, provenance: 'unknown' };
  }

  /** What the parameter's decorators and annotation say. */
  parameterType(fn: FunctionNode, parameter: TSESTree.Parameter, env: Env): readonly Value[] {
    return parameterTypeValues(this, parameter, env);
  }

  /** What a function gives back in the activation `env`. */
  returned(fn: FunctionValue, env: Env): readonly Value[] {
    const active = this.#returning.get(fn.node) ?? 0;
    if (active >= MAX_RECURSION) return [];
    if (++this.#asked > MAX_ASKED) {
      this.limit('functions that call each other in too many ways');
      return [];
    }
    this.#returning.set(fn.node, active + 1);
    try {
      return this.#returnedValues(fn, env);
    } finally {
      this.#returning.set(fn.node, active);
    }
  }

  #returnedValues(fn: FunctionValue, env: Env): readonly Value[] {
    const returns = returnExpressions(fn.node);
    const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
    const values = union(...list.map((r) => this.evaluate(r, env)));
    if (values.length > 0) return values;
    return fn.node.returnType ? typeValues(this, fn.node.returnType.typeAnnotation, env) : [];
  }

  /** Arguments of a call, in order. A tagged template's expressions follow its strings. */
  argumentsOf(call: CallNode, env: Env): readonly Argument[] {
    if (call.type === 'TaggedTemplateExpression') {
      const strings: Argument = { kind: 'expression', node: call.quasi, env };
      return [strings, ...call.quasi.expressions.map((e): Argument => ({ kind: 'expression', node: e, env }))];
    }
    return call.arguments.map((a) =>
      a.type === 'SpreadElement' ? { kind: 'spread', node: a.argument, env } : { kind: 'expression', node: a, env },
    );
  }

  /** What stands at a model's path among a call's arguments; several for `'*'`. */
  at(args: readonly Argument[], path: ArgPath): readonly Argument[] {
    const [index, ...steps] = path;
    const first = index < 0 ? args.at(index) : argumentAt(this, args, index);
    let found: readonly Argument[] = first ? [first] : [];
    for (const step of steps) found = found.flatMap((f) => this.#step(f, step));
    return found;
  }

  #step(from: Argument, step: string): readonly Argument[] {
    if (step === '*') return this.#everyElement(from);
    const values = this.argument(from);
    const found: Argument[] = [];
    for (const value of values) {
      const property = value.kind === 'object' ? this.propertyArgument(value, step) : undefined;
      if (property) found.push(property);
      else if (value.kind !== 'object' && this.member(value, step).length > 0) {
        found.push({ kind: 'value', values: this.member(value, step), provenance: 'unknown' });
      } else if (value.kind === 'library' && value.content) found.push(...this.#step(value.content, step));
      else if (value.kind === 'library' && value.provenance === 'message')
        found.push({ kind: 'property', of: from, name: step });
    }
    return found;
  }

  #everyElement(from: Argument): readonly Argument[] {
    const found: Argument[] = [];
    for (const value of this.argument(from)) {
      if (value.kind === 'array') {
        for (const e of value.elements)
          found.push(...(e.kind === 'spread' ? this.#everyElement({ ...e, kind: 'expression' }) : [e]));
      } else if (value.kind === 'object') {
        for (const p of value.node.properties) {
          if (p.type === 'Property') found.push(this.propertyValueArgument(value, p));
          else {
            const spread: Argument = { kind: 'expression', node: p.argument, env: value.env };
            found.push(
              ...this.#once<readonly Argument[]>(p, value.env, '*elements', [], () => this.#everyElement(spread)),
            );
          }
        }
      } else if (value.kind === 'namespace') {
        for (const name of value.module.exports.keys())
          found.push({ kind: 'value', values: this.member(value, name), provenance: 'constant' });
      } else if (value.kind === 'library' && this.elements(value).length > 0) found.push({ kind: 'element', of: from });
    }
    return found;
  }

  propertyValueArgument(owner: Extract<Value, { kind: 'object' }>, property: TSESTree.Property): Argument {
    if (isFunctionNode(property.value))
      return { kind: 'value', values: this.#propertyValue(owner, property), provenance: 'unknown' };
    return { kind: 'expression', node: property.value, env: owner.env };
  }

  /** The expression that gives an object literal's property, looking through spreads. */
  propertyArgument(value: Extract<Value, { kind: 'object' }>, name: string): Argument | undefined {
    return this.#once<Argument | undefined>(value.node, value.env, `=${name}`, undefined, () =>
      this.#ownPropertyArgument(value, name),
    );
  }

  #ownPropertyArgument(value: Extract<Value, { kind: 'object' }>, name: string): Argument | undefined {
    let spread: Argument | undefined;
    for (const property of value.node.properties) {
      if (property.type === 'SpreadElement') {
        for (const v of this.evaluate(property.argument, value.env)) {
          if (v.kind === 'object') spread = this.propertyArgument(v, name) ?? spread;
        }
      } else if ((propertyName(property) ?? this.constant(property.key, value.env)) === name) {
        return this.propertyValueArgument(value, property);
      }
    }
    return spread;
  }
}

function enumMemberName(member: TSESTree.TSEnumMember): string | undefined {
  return member.id.type === 'Identifier' ? member.id.name : member.id.value;
}

function hasBody(node: TSESTree.Node): boolean {
  return 'body' in node && Boolean(node.body);
}

function literal(node: TSESTree.Literal): readonly Value[] {
  const { value } = node;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return [{ kind: 'constant', value }];
  }
  return [];
}

/** `unwrap` but for assertions, whose type may tell what the expression does not. */
function unwrapOnce(node: TSESTree.Node): TSESTree.Node {
  let at = node;
  for (;;) {
    if (at.type === 'TSNonNullExpression' || at.type === 'ChainExpression' || at.type === 'TSInstantiationExpression')
      at = at.expression;
    else if (at.type === 'AwaitExpression') at = at.argument;
    else return at;
  }
}

/** `this` at `node`: of the nearest activation of a function that is not an arrow, or of the class body. */
export function thisOf(binder: Binder, node: TSESTree.Node, env: Env): readonly Value[] {
  for (let at: Env | undefined = env; at; at = at.parent) {
    if (at.self) return [at.self];
    if (at.fn && at.fn.type !== 'ArrowFunctionExpression' && at.args !== undefined) break;
  }
  const fn = enclosingThisFunction(node);
  const cls = fn ? classOfMethod(fn) : undefined;
  if (cls) {
    const open = binder.openEnv(cls, env.module);
    return [{ kind: 'instance', cls: classValue(binder, cls, open), args: undefined, site: undefined }];
  }
  const owner = fn?.parent;
  if (owner?.type === 'Property' && owner.parent.type === 'ObjectExpression') {
    return [{ kind: 'object', node: owner.parent, env: binder.openEnv(owner.parent, env.module) }];
  }
  return [];
}

function enclosingThisFunction(node: TSESTree.Node): FunctionNode | undefined {
  let fn = enclosingFunction(node);
  while (fn?.type === 'ArrowFunctionExpression' && !classOfMethod(fn)) fn = enclosingFunction(fn);
  return fn;
}

/** The i-th argument, looking through spreads of array literals. */
export function argumentAt(binder: Binder, args: readonly Argument[], index: number): Argument | undefined {
  let at = 0;
  for (const argument of args) {
    if (argument.kind !== 'spread') {
      if (at === index) return argument;
      at++;
      continue;
    }
    const list = binder.evaluate(argument.node, argument.env).find((v) => v.kind === 'array');
    if (!list) return { kind: 'element', of: { ...argument, kind: 'expression' } };
    const inside = list.elements[index - at];
    if (inside) return inside;
    at += list.elements.length;
  }
  return undefined;
}

function restArgument(args: readonly Argument[], index: number): Argument {
  return { kind: 'value', values: [{ kind: 'array', elements: args.slice(index) }], provenance: 'unknown' };
}
