/** Where a value comes from: the message, a fresh source, a store, a constant. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { isFunctionNode, parameterPattern, propertyName, returnExpressions, unwrap } from '../ast.js';
import { argumentAt } from '../binding/argument.js';
import type { Binder } from '../binding/bind.js';
import { mentionsFreshCall } from '../../sql/statement.js';
import { callTarget, calleeValues, constructTarget } from '../binding/call-target.js';
import { constructorEnv } from '../binding/class-env.js';
import { globalName } from '../binding/global.js';
import type { Provenance } from '../effect.js';
import { type PatternStep, patternPath } from '../binding/pattern.js';
import {
  type Argument,
  type CallNode,
  type Env,
  type FunctionValue,
  type InstanceValue,
  type Value,
  mix,
} from '../binding/value.js';

const MAX_DEPTH = 80;
/** Functions asked for their result before a question is given up. */
const MAX_ASKED = 2_000;

export class ProvenanceReader {
  readonly #returning = new Set<FunctionValue['node']>();
  #depth = 0;
  /** Functions asked for the outermost question. */
  #asked = 0;

  constructor(readonly binder: Binder) {}

  /** Provenance of the value of `node` in `env`. A cycle adds nothing. */
  of(node: TSESTree.Node, env: Env): Provenance {
    const at = unwrap(node);
    const memo = env.memo.provenance;
    const known = memo.get(at);
    if (known !== undefined) return known;
    if (this.#depth > MAX_DEPTH) return 'unknown';
    if (this.#depth === 0) this.#asked = 0;
    memo.set(at, 'constant');
    this.#depth++;
    try {
      const found = this.#read(at, env);
      memo.set(at, found);
      return found;
    } finally {
      this.#depth--;
    }
  }

  ofArgument(argument: Argument): Provenance {
    switch (argument.kind) {
      case 'expression':
      case 'spread':
        return this.of(argument.node, argument.env);
      case 'value':
        return argument.provenance === 'message' || argument.provenance === 'fresh'
          ? argument.provenance
          : (ownProvenance(argument.values) ?? argument.provenance);
      case 'element':
        return this.ofArgument(argument.of);
      case 'property':
        return this.property(argument.of, argument.name);
    }
  }

  #read(node: TSESTree.Node, env: Env): Provenance {
    switch (node.type) {
      case 'Literal':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'ClassExpression':
        return 'constant';
      case 'TemplateLiteral':
        return mix(node.expressions.map((e) => this.of(e, env)));
      case 'Identifier':
        return this.#identifier(node, env);
      case 'MemberExpression':
        return this.#member(node, env);
      case 'CallExpression':
      case 'NewExpression':
      case 'TaggedTemplateExpression':
        return this.#call(node, env);
      case 'LogicalExpression':
        return fallback(this.of(node.left, env), this.of(node.right, env));
      case 'BinaryExpression':
        return mix([this.of(node.left, env), this.of(node.right, env)]);
      case 'ConditionalExpression':
        return mix([this.of(node.consequent, env), this.of(node.alternate, env)]);
      case 'UnaryExpression':
        return this.of(node.argument, env);
      case 'UpdateExpression':
        return 'unknown';
      case 'AssignmentExpression':
      case 'AssignmentPattern':
        return this.of(node.right, env);
      case 'SequenceExpression':
        return this.of(node.expressions.at(-1) ?? node, env);
      case 'ArrayExpression':
        return mix(
          node.elements.flatMap((e) => (e ? [this.of(e.type === 'SpreadElement' ? e.argument : e, env)] : [])),
        );
      case 'ObjectExpression':
        return mix(node.properties.map((p) => this.of(p.type === 'SpreadElement' ? p.argument : p.value, env)));
      default:
        return 'unknown';
    }
  }

  #identifier(node: TSESTree.Identifier, env: Env): Provenance {
    const variable = env.module.variables.get(node);
    if (!variable || variable.defs.length === 0)
      return node.name === 'undefined' || node.name === 'NaN' ? 'constant' : 'unknown';
    const home = this.binder.homeOf(variable, env);
    const def = variable.defs[0];
    switch (def?.type) {
      case 'Parameter':
        return isFunctionNode(def.node) ? this.#parameter(def.node, def.name, home) : 'unknown';
      case 'Variable':
        return this.#variable(variable, home);
      case 'ImportBinding':
      case 'FunctionName':
      case 'ClassName':
      case 'TSEnumName':
        return 'constant';
      default:
        return 'unknown';
    }
  }

  #variable(variable: Variable, home: Env): Provenance {
    const first = this.binder.declaratorArgument(variable, home);
    const parts: Provenance[] = first ? [this.ofArgument(first)] : [];
    for (const reference of variable.references) {
      if (reference.isWrite() && !reference.init && reference.writeExpr) parts.push(this.of(reference.writeExpr, home));
    }
    return parts.length === 0 ? 'unknown' : mix(parts);
  }

  #parameter(fn: FunctionValue['node'], name: TSESTree.Node, env: Env): Provenance {
    for (const [index, parameter] of fn.params.entries()) {
      const path = patternPath(parameterPattern(parameter), name);
      if (!path) continue;
      const given = env.args
        ? argumentAt(this.binder, env.args, parameter.type === 'RestElement' ? 0 : index)
        : undefined;
      if (given) return this.ofArgument(stepInto(given, path));
      if (parameter.type === 'AssignmentPattern') return this.of(parameter.right, env);
      return isCall(env.args) ? 'constant' : 'unknown';
    }
    return 'unknown';
  }

  #member(node: TSESTree.MemberExpression, env: Env): Provenance {
    const name = propertyName(node);
    if (node.object.type === 'Super') return 'unknown';
    const computed = name === undefined ? this.of(node.property, env) : 'constant';
    if (isEnvironment(node, env)) return 'constant';
    const object: Argument = { kind: 'expression', node: node.object, env };
    const found = name === undefined ? this.ofArgument(object) : this.property(object, name);
    return computed === 'constant' ? found : mix([found, computed]);
  }

  /** Provenance of a property of what `argument` denotes. */
  property(argument: Argument, name: string): Provenance {
    const values = this.binder.argument(argument);
    const parts: Provenance[] = [];
    for (const value of values) {
      const own = this.#ownProperty(value, name);
      if (own) parts.push(own);
    }
    if (parts.length > 0) return mix(parts);
    const whole = this.ofArgument(argument);
    return whole === 'fresh' && values.some((v) => v.kind === 'instance' || v.kind === 'object') ? 'unknown' : whole;
  }

  #ownProperty(value: Value, name: string): Provenance | undefined {
    switch (value.kind) {
      case 'library': {
        const row = this.binder.catalog.member(value.library, value.type, name);
        if (row?.model.provenance) return row.model.provenance;
        if (value.content) return this.property(value.content, name);
        return value.provenance;
      }
      case 'object': {
        const property = this.binder.propertyArgument(value, name);
        return property && this.ofArgument(property);
      }
      case 'instance':
        return this.#field(value, name);
      case 'array': {
        const element = /^\d+$/.test(name) ? value.elements[Number(name)] : undefined;
        // An element known by its declared type only says nothing of where it comes from.
        return element && !(element.kind === 'value' && element.provenance === 'unknown')
          ? this.ofArgument(element)
          : undefined;
      }
      case 'enum':
        return 'constant';
      default:
        return undefined;
    }
  }

  /** A field set by the constructor, from its argument. */
  #field(instance: InstanceValue, name: string): Provenance | undefined {
    const env = constructorEnv(instance, instance.cls, instance.args);
    if (!env?.fn || !instance.args) return undefined;
    for (const parameter of env.fn.params) {
      const pattern = parameterPattern(parameter);
      if (parameter.type === 'TSParameterProperty' && pattern.type === 'Identifier' && pattern.name === name) {
        return this.#parameter(env.fn, pattern, env);
      }
    }
    const write = (env.module.thisWrites.get(name) ?? []).find(
      (w) => w.range[0] > (env.fn?.range[0] ?? 0) && w.range[1] < (env.fn?.range[1] ?? 0),
    );
    return write && this.of(write.right, env);
  }

  #call(node: CallNode, env: Env): Provenance {
    const args = this.binder.argumentsOf(node, env);
    if (node.type === 'NewExpression') return this.#construction(node, args, env);
    const parts: Provenance[] = [];
    for (const callee of calleeValues(this.binder, node, env)) {
      if (callee.kind === 'function') parts.push(this.#returned(callee, this.binder.activate(callee, args, node, env)));
      else {
        const target = callTarget(this.binder, callee, args);
        if (target?.row.sql?.fragment && mentionsFreshCall(textOf(node, env))) parts.push('fresh');
        else if (target) parts.push(this.#ofRow(target.row, args, target.receiver?.provenance));
      }
    }
    return parts.length > 0 ? mix(parts) : this.#unresolved(node, args, env);
  }

  #ofRow(
    row: NonNullable<ReturnType<typeof callTarget>>['row'],
    args: readonly Argument[],
    receiver: Provenance | undefined,
  ): Provenance {
    if (row.provenance === 'derived') return mix(args.slice(0).map((a) => this.ofArgument(a)));
    if (row.provenance) return row.provenance;
    if (row.returnsArgument) return mix(this.binder.at(args, row.returnsArgument).map((a) => this.ofArgument(a)));
    if (row.effect || (row.sql && !row.sql.fragment) || row.run) return 'state';
    if (row.sql?.fragment) return mix(args.map((a) => this.ofArgument(a)));
    return receiver ?? 'unknown';
  }

  #construction(node: TSESTree.NewExpression, args: readonly Argument[], env: Env): Provenance {
    for (const callee of this.binder.evaluate(node.callee, env)) {
      const target = constructTarget(this.binder, callee, args);
      if (target?.row.provenance) return this.#ofRow(target.row, args, undefined);
    }
    return args.length === 0 ? 'constant' : mix(args.map((a) => this.ofArgument(a)));
  }

  /** A function within itself adds nothing; one question asks functions a bounded number of times. */
  #returned(fn: FunctionValue, env: Env): Provenance {
    if (this.#returning.has(fn.node)) return 'constant';
    if (++this.#asked > MAX_ASKED) {
      this.binder.limit('functions that call each other in too many ways');
      return 'unknown';
    }
    this.#returning.add(fn.node);
    try {
      return this.#ofReturns(fn, env);
    } finally {
      this.#returning.delete(fn.node);
    }
  }

  #ofReturns(fn: FunctionValue, env: Env): Provenance {
    const returns = returnExpressions(fn.node);
    const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
    return list.length === 0 ? 'unknown' : mix(list.map((r) => this.of(r, env)));
  }

  /** A function nobody knows: a function of the message if it is given something of it, and otherwise unknown. */
  #unresolved(node: CallNode, args: readonly Argument[], env: Env): Provenance {
    const callee =
      node.type === 'TaggedTemplateExpression'
        ? unwrap(node.tag)
        : node.type === 'CallExpression'
          ? unwrap(node.callee)
          : undefined;
    const parts = args.filter((a) => !isCallback(a)).map((a) => this.ofArgument(a));
    if (
      callee?.type === 'MemberExpression' &&
      callee.object.type !== 'Super' &&
      globalName(callee.object, env) === undefined
    ) {
      parts.push(this.of(callee.object, env));
      const given = parts.filter((p) => p !== 'unknown');
      return given.includes('message') || given.includes('fresh') || given.includes('state') ? mix(given) : 'unknown';
    }
    if (parts.includes('fresh')) return 'fresh';
    if (parts.includes('message')) return 'message';
    const global = callee && globalName(callee.type === 'MemberExpression' ? callee.object : callee, env);
    if (global !== undefined) return mix(parts);
    return parts.includes('state') ? 'state' : 'unknown';
  }
}

/** `message.id ?? randomUUID()`: whether messages bring an id is not seen. */
function fallback(left: Provenance, right: Provenance): Provenance {
  return left === 'message' && right === 'fresh' ? 'unknown' : mix([left, right]);
}

function textOf(node: TSESTree.Node, env: Env): string {
  return env.module.text.slice(node.range[0], node.range[1]);
}

/** Are these the arguments of a call in the text, so that a missing one is `undefined`? */
function isCall(args: readonly Argument[] | undefined): boolean {
  return args !== undefined && args.length > 0 && args.every((a) => a.kind === 'expression');
}

function isCallback(argument: Argument): boolean {
  return argument.kind === 'expression' && isFunctionNode(argument.node);
}

/** `process.env.X`. */
function isEnvironment(node: TSESTree.MemberExpression, env: Env): boolean {
  let at: TSESTree.Node = node;
  while (at.type === 'MemberExpression') at = at.object;
  return globalName(at, env) === 'process';
}

function stepInto(argument: Argument, path: readonly PatternStep[]): Argument {
  let at = argument;
  for (const step of path) if (step.kind === 'property') at = { kind: 'property', of: at, name: step.name };
  return at;
}

function ownProvenance(values: readonly Value[]): Provenance | undefined {
  for (const v of values) if (v.kind === 'library' && v.provenance) return v.provenance;
  return undefined;
}
