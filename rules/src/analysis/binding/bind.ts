/** What an expression denotes, across modules and without type information. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import type { ArgPath } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import type { Project } from '../../project/project.js';
import { returnExpressions } from '../ast.js';
import type { Catalog } from '../catalog.js';
import { argumentsAtPath, argumentValues, callArguments } from './argument.js';
import { Environments } from './environments.js';
import { applied } from './reflection.js';
import { expressionValues } from './expression.js';
import { elementsOf, everyMemberOf, memberOf, memberOfLibrary } from './member.js';
import { propertyArgument, propertyValueArgument } from './object-literal.js';
import { parameterArgument } from './parameter.js';
import { parameterTypeValues } from './injection.js';
import { typeValues } from './type.js';
import {
  type Argument,
  type CallNode,
  type Env,
  type FunctionNode,
  type FunctionValue,
  type LibraryValue,
  type ObjectValue,
  type Value,
  union,
} from './value.js';
import { declaratorArgument, variableValues } from './variable.js';

const MAX_DEPTH = 120;
/** A function that calls itself is asked for its result so many times within itself. */
const MAX_RECURSION = 2;
/** Functions asked for their result before an expression is given up. */
const MAX_ASKED = 2_000;
/** The same for all that one file leads to; of 1,558 files of 53 repositories one needs 24,000, the next 4,000. */
const MAX_ASKED_OF_FILE = 40_000;

/** Evaluates expressions of one project under one catalogue. Values stay valid for one project revision. */
export class Binder {
  readonly #environments = new Environments(this);
  readonly #returning = new Map<FunctionNode, number>();
  #depth = 0;
  /** Functions asked for the outermost expression. */
  #asked = 0;
  /** Functions asked since `begin`. */
  #askedOfFile = 0;
  /** Bounds that were reached since the last `takeLimits`. */
  #limits = new Set<string>();
  #reached = new Set<string>();

  constructor(
    readonly project: Project,
    readonly catalog: Catalog,
  ) {}

  /** From here on everything is asked for another file. */
  begin(): void {
    this.#askedOfFile = 0;
  }

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

  /** Asks what the analysis itself does not: bounds that are reached are nobody's concern, and nothing is counted. */
  aside<T>(run: () => T): T {
    const limits = this.#limits;
    const asked = this.#askedOfFile;
    this.#limits = new Set();
    try {
      return run();
    } finally {
      this.#limits = limits;
      this.#askedOfFile = asked;
    }
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
      const values = expressionValues(this, node, env);
      memo.set(node, values);
      return values;
    } finally {
      this.#depth--;
    }
  }

  /** The only constant `node` denotes, or undefined. */
  constant(node: TSESTree.Node, env: Env): string | number | boolean | null | undefined {
    const values = this.evaluate(node, env);
    const only = values.length === 1 ? values[0] : undefined;
    return only?.kind === 'constant' ? only.value : undefined;
  }

  /** What a function gives back in the activation `env`. */
  returned(fn: FunctionValue, env: Env): readonly Value[] {
    const active = this.#returning.get(fn.node) ?? 0;
    // What it gave back may lead to what it is given by itself: nobody asks for it from within then.
    if (active >= MAX_RECURSION || env.recursion >= MAX_RECURSION) return [];
    if (++this.#asked > MAX_ASKED) {
      this.limit('functions that call each other in too many ways');
      return [];
    }
    if (++this.#askedOfFile > MAX_ASKED_OF_FILE) {
      this.limit('more functions than are followed from one file');
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

  /** What calling a project function without arguments gives (getters). */
  callFunction(value: Value, site: TSESTree.Node, env: Env): readonly Value[] {
    return value.kind === 'function' ? this.returned(value, this.activate(value, [], site, env)) : [];
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

  /** The environment of a module's top level. */
  moduleEnv(module: Module): Env {
    return this.#environments.ofModule(module);
  }

  /** The environment of code at `node` when nothing is known of its callers. */
  openEnv(node: TSESTree.Node, module: Module): Env {
    return this.#environments.open(node, module);
  }

  /** The activation of `fn` by the call at `site` in `caller`. */
  activate(fn: FunctionValue, args: readonly Argument[] | undefined, site: TSESTree.Node, caller: Env): Env {
    return this.#environments.activate(fn, args, site, caller);
  }

  /** The environment that holds `variable`, climbing from `env`. */
  homeOf(variable: Variable, env: Env): Env {
    return this.#environments.homeOf(variable, env);
  }

  /** The environment in which a function or class literal at `node` is created when evaluated from `env`. */
  lexicalEnv(node: TSESTree.Node, env: Env): Env {
    return this.#environments.lexicalEnv(node, env);
  }

  /** What the member `name` of a value denotes. */
  member(value: Value, name: string): readonly Value[] {
    return memberOf(this, value, name);
  }

  /** All values an object or Map of functions holds. */
  everyMember(value: Value): readonly Value[] {
    return everyMemberOf(this, value);
  }

  /** What the rows of a value's library say of a member. */
  memberOfLibrary(value: LibraryValue, name: string): readonly Value[] {
    return memberOfLibrary(this, value, name);
  }

  /** Values that come out of iterating `value`. */
  elements(value: Value): readonly Value[] {
    return elementsOf(this, value);
  }

  /** What an argument denotes. */
  argument(argument: Argument): readonly Value[] {
    return argumentValues(this, argument);
  }

  /** Arguments of a call, in order. A tagged template's expressions follow its strings. */
  argumentsOf(call: CallNode, env: Env): readonly Argument[] {
    return applied(this, call, env)?.args ?? callArguments(call, env);
  }

  /** What stands at a model's path among a call's arguments; several for `'*'`. */
  at(args: readonly Argument[], path: ArgPath): readonly Argument[] {
    return argumentsAtPath(this, args, path);
  }

  /** What a variable denotes, seen from `env`. */
  variable(variable: Variable, env: Env): readonly Value[] {
    return variableValues(this, variable, env);
  }

  /** Where a declared variable gets its first value from, destructuring included; undefined for `let x;`. */
  declaratorArgument(variable: Variable, home: Env): Argument | undefined {
    return declaratorArgument(this, variable, home);
  }

  /** Where a parameter's value comes from in this activation: the argument, a caller's, its default, or its type. */
  parameterArgument(fn: FunctionNode, name: TSESTree.Node, env: Env): Argument | undefined {
    return parameterArgument(this, fn, name, env);
  }

  /** What the parameter's decorators and annotation say. */
  parameterType(parameter: TSESTree.Parameter, env: Env): readonly Value[] {
    return parameterTypeValues(this, parameter, env);
  }

  /** The expression that gives an object literal's property, looking through spreads. */
  propertyArgument(value: ObjectValue, name: string): Argument | undefined {
    return propertyArgument(this, value, name);
  }

  /** The expression a property has, or its function with the object as `this`. */
  propertyValueArgument(owner: ObjectValue, property: TSESTree.Property): Argument {
    return propertyValueArgument(this, owner, property);
  }
}
