/** By which way a value is taken out of what the handler is given: two ways from one start lead to different values. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { isFunctionNode, parameterPattern, propertyName, unwrap } from '../ast.js';
import { argumentAt } from '../binding/argument.js';
import type { Binder } from '../binding/bind.js';
import { calleeValues, callTarget } from '../binding/call-target.js';
import { patternPath } from '../binding/pattern.js';
import type { ValuePath } from '../effect.js';
import type { Argument, Env } from '../binding/value.js';

const MAX_DEPTH = 16;

export class PathReader {
  constructor(readonly binder: Binder) {}

  /** The way to the value of `node`; undefined where it is computed. Conversions (`String(x)`, `new Id(x)`) change nothing. */
  of(node: TSESTree.Node, env: Env, depth = 0): ValuePath | undefined {
    const at = unwrap(node);
    if (depth > MAX_DEPTH) return undefined;
    switch (at.type) {
      case 'Identifier':
        return this.#identifier(at, env, depth + 1);
      case 'MemberExpression': {
        const name = propertyName(at);
        if (name === undefined || at.object.type === 'Super') return undefined;
        return this.#property({ kind: 'expression', node: at.object, env }, name, depth + 1);
      }
      case 'NewExpression':
        return at.arguments.length === 1 && at.arguments[0] ? this.of(at.arguments[0], env, depth + 1) : undefined;
      case 'CallExpression':
        return this.#conversion(at, env, depth + 1);
      // As a variable that holds it would: it is the same each time, where all its parts are.
      case 'TemplateLiteral':
        return at.expressions.length > 0 && at.expressions.every((e) => this.of(e, env, depth + 1))
          ? { root: rootAt(at, env), steps: [] }
          : undefined;
      default:
        return undefined;
    }
  }

  #conversion(node: TSESTree.CallExpression, env: Env, depth: number): ValuePath | undefined {
    const callee = unwrap(node.callee);
    const [first] = node.arguments;
    if (callee.type === 'MemberExpression' && callee.object.type !== 'Super' && propertyName(callee) === 'toString')
      return this.of(callee.object, env, depth);
    const isConversion = callee.type === 'Identifier' && /^(?:String|Number|BigInt)$/.test(callee.name);
    return isConversion && first ? this.of(first, env, depth) : undefined;
  }

  #argument(argument: Argument, depth: number): ValuePath | undefined {
    if (argument.kind === 'expression') return this.of(argument.node, argument.env, depth);
    return argument.kind === 'property' ? this.#property(argument.of, argument.name, depth + 1) : undefined;
  }

  /** Out of an object that the code builds, the way to what it puts there. */
  #property(owner: Argument, name: string, depth: number): ValuePath | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const [only, ...others] = this.binder.argument(owner);
    const given = only?.kind === 'object' && others.length === 0 ? this.binder.propertyArgument(only, name) : undefined;
    return (given && this.#argument(given, depth + 1)) ?? extended(this.#start(owner, depth), name);
  }

  /** What properties are taken out of: where its own way is not seen, it is a start. */
  #start(argument: Argument, depth: number): ValuePath | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const own = this.#argument(argument, depth);
    if (own) return own;
    const given = this.#handedBack(argument);
    if (given) return this.#start(given, depth + 1);
    if (argument.kind === 'element') return extended(this.#start(argument.of, depth + 1), '*');
    return argument.kind === 'expression'
      ? { root: rootAt(unwrap(argument.node), argument.env), steps: [] }
      : undefined;
  }

  /** The argument that a call is known to give back. */
  #handedBack(argument: Argument): Argument | undefined {
    const node = argument.kind === 'expression' ? unwrap(argument.node) : undefined;
    if (argument.kind !== 'expression' || node?.type !== 'CallExpression') return undefined;
    const args = this.binder.argumentsOf(node, argument.env);
    for (const callee of calleeValues(this.binder, node, argument.env)) {
      const path = callTarget(this.binder, callee, args)?.row.returnsArgument;
      if (path) return this.binder.at(args, path)[0];
    }
    return undefined;
  }

  #identifier(node: TSESTree.Identifier, env: Env, depth: number): ValuePath | undefined {
    const variable = env.module.variables.get(node);
    const def = variable?.defs[0];
    if (!variable || !def || variable.references.some((r) => r.isWrite() && !r.init)) return undefined;
    const home = this.binder.homeOf(variable, env);
    if (def.type === 'Parameter' && isFunctionNode(def.node)) return this.#parameter(def.node, def.name, home, depth);
    return def.type === 'Variable' ? this.#variable(variable, home, depth) : undefined;
  }

  #variable(variable: Variable, home: Env, depth: number): ValuePath | undefined {
    const declared = this.binder.declaratorArgument(variable, home);
    return declared && this.#start(declared, depth);
  }

  #parameter(
    fn: Extract<TSESTree.Node, { params: TSESTree.Parameter[] }>,
    name: TSESTree.Node,
    home: Env,
    depth: number,
  ): ValuePath | undefined {
    for (const [index, parameter] of fn.params.entries()) {
      const path = patternPath(parameterPattern(parameter), name);
      if (!path || parameter.type === 'RestElement') continue;
      const given = home.args && argumentAt(this.binder, home.args, index);
      const start =
        given === undefined || given.kind === 'value'
          ? { root: rootAt(parameter, home), steps: [] }
          : this.#start(given, depth);
      return path.reduce<ValuePath | undefined>((at, s) => (s.kind === 'property' ? extended(at, s.name) : at), start);
    }
    return undefined;
  }
}

function extended(path: ValuePath | undefined, name: string): ValuePath | undefined {
  return path && { root: path.root, steps: [...path.steps, name] };
}

/** How a path names the place where it begins. */
export function rootAt(node: TSESTree.Node, { module }: Pick<Env, 'module'>): string {
  return `${module.path}:${String(node.range[0])}`;
}
