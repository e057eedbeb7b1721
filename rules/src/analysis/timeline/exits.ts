/** Which way did a function come that answers so? `if (await claim(id))`: past the early return, over the insert. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callTarget, calleeValues } from '../binding/call-target.js';
import type { CallNode, Env } from '../binding/value.js';
import type { Branch, Condition } from '../effect.js';
import { join } from './context.js';

const MAX_DEPTH = 8;

/** One place where a function ends: what it gives back there, if anything, and the conditions that hold there. */
interface Exit {
  readonly answer: TSESTree.Node | undefined;
  readonly conditions: readonly Condition[];
}

/** One way a value comes about. `value` is undefined where it is not seen. */
interface Way {
  readonly value: { readonly is: unknown } | undefined;
  readonly conditions: readonly Condition[];
}

const UNSEEN: Way = { value: undefined, conditions: [] };
/** Stands for any object: it is truthy, and equal to no constant. */
const OBJECT = {};

/** Ends of the functions that were walked, by activation. */
export class Exits {
  readonly #known = new WeakMap<Env, Exit[]>();
  readonly #later = new WeakMap<Env, () => void>();

  constructor(private readonly binder: Binder) {}

  record(env: Env, answer: TSESTree.Node | undefined, conditions: readonly Condition[]): void {
    const known = this.#known.get(env);
    if (known) known.push({ answer, conditions });
    else this.#known.set(env, [{ answer, conditions }]);
  }

  /** The ends of the activation are recorded by `walk`, when somebody asks for them. */
  later(env: Env, walk: () => void): void {
    this.#later.set(env, walk);
  }

  #of(env: Env): readonly Exit[] | undefined {
    const walk = this.#later.get(env);
    this.#later.delete(env);
    walk?.();
    return this.#known.get(env);
  }

  /** How many ends of the activation are recorded. */
  count(env: Env): number {
    return this.#known.get(env)?.length ?? 0;
  }

  /** The ends recorded after the first `from` stand in that arm of the branch, too. */
  narrow(env: Env, from: number, branch: Branch, arms: number): void {
    const known = this.#known.get(env);
    known?.splice(
      from,
      known.length,
      ...known.slice(from).map((e) => ({ ...e, conditions: [...e.conditions, { branch, arms }] })),
    );
  }

  /** Conditions that held on the way, beyond those that hold anyway, when the test comes out as `truth`. */
  implied(test: TSESTree.Node, env: Env, truth: boolean): readonly Condition[] {
    const at = unwrap(test);
    if (at.type === 'UnaryExpression' && at.operator === '!') return this.implied(at.argument, env, !truth);
    if (at.type === 'LogicalExpression') {
      const isOfBoth = at.operator === '&&' ? truth : at.operator === '||' && !truth;
      return isOfBoth ? [at.left, at.right].flatMap((side) => this.implied(side, env, truth)) : [];
    }
    const ways = this.#ways(at, env, [], 0);
    const left = ways.filter(({ value }) => value === undefined || Boolean(value.is) === truth);
    return left.length < ways.length ? (join(left.map((w) => w.conditions)) ?? []) : [];
  }

  #ways(node: TSESTree.Node, env: Env, path: readonly string[], depth: number): readonly Way[] {
    const at = unwrap(node);
    if (depth > MAX_DEPTH) return [UNSEEN];
    switch (at.type) {
      case 'Literal':
        return [path.length === 0 ? valued(at.value) : UNSEEN];
      case 'ObjectExpression':
        return this.#property(at, env, path, depth);
      case 'UnaryExpression':
        return at.operator === '!' && path.length === 0
          ? this.#ways(at.argument, env, path, depth + 1).map(negated)
          : [UNSEEN];
      case 'BinaryExpression':
        return path.length === 0 ? this.#comparison(at, env, depth) : [UNSEEN];
      case 'MemberExpression': {
        const name = propertyName(at);
        return name === undefined || at.object.type === 'Super'
          ? [UNSEEN]
          : this.#ways(at.object, env, [name, ...path], depth + 1);
      }
      case 'Identifier':
        return this.#variable(at, env, path, depth);
      case 'CallExpression':
        return this.#call(at, env, path, depth);
      default:
        return [UNSEEN];
    }
  }

  #property(node: TSESTree.ObjectExpression, env: Env, path: readonly string[], depth: number): readonly Way[] {
    const [name, ...rest] = path;
    if (name === undefined) return [valued(OBJECT)];
    const property = node.properties.find((p) => p.type === 'Property' && propertyName(p) === name);
    if (property?.type === 'Property') return this.#ways(property.value, env, rest, depth + 1);
    return [
      node.properties.every((p) => p.type === 'Property' && propertyName(p) !== undefined) ? valued(undefined) : UNSEEN,
    ];
  }

  #comparison(node: TSESTree.BinaryExpression, env: Env, depth: number): readonly Way[] {
    if (!/^[=!]==?$/.test(node.operator)) return [UNSEEN];
    const [subject, constant] = isConstant(node.right) ? [node.left, node.right] : [node.right, node.left];
    if (!isConstant(constant)) return [UNSEEN];
    const wanted = constant.type === 'Literal' ? constant.value : undefined;
    const isLoose = node.operator.length === 2;
    const isNegative = node.operator.startsWith('!');
    return this.#ways(subject, env, [], depth + 1).map((way) => {
      if (way.value === undefined) return way;
      const { is } = way.value;
      const isEqual = is === wanted || (isLoose && (is ?? null) === null && (wanted ?? null) === null);
      return { ...way, value: { is: isEqual !== isNegative } };
    });
  }

  #variable(node: TSESTree.Identifier, env: Env, path: readonly string[], depth: number): readonly Way[] {
    if (node.name === 'undefined') return [path.length === 0 ? valued(undefined) : UNSEEN];
    const variable = env.module.variables.get(node);
    const [def, ...others] = variable?.defs ?? [];
    if (!variable || def?.type !== 'Variable' || others.length > 0 || !def.node.init) return [UNSEEN];
    if (variable.references.some((r) => r.isWrite() && r.init !== true)) return [UNSEEN];
    const { id, init } = def.node;
    const home = this.binder.homeOf(variable, env);
    if (id.type === 'Identifier') return this.#ways(init, home, path, depth + 1);
    const taken = id.type === 'ObjectPattern' ? takenAs(id, variable.name) : undefined;
    return taken === undefined ? [UNSEEN] : this.#ways(init, home, [taken, ...path], depth + 1);
  }

  /** What the one function that is called, or that a transaction is given, ends with. */
  #call(node: TSESTree.CallExpression, env: Env, path: readonly string[], depth: number): readonly Way[] {
    const [activation, ...others] = (env.memo.activations.get(node) ?? []).filter(
      ({ fn }) => !isFunctionNode(fn.node) || this.#answers(node, env, fn.node),
    );
    const exits = activation && others.length === 0 ? this.#of(activation.env) : undefined;
    if (!activation || !exits) return [UNSEEN];
    return exits.flatMap(({ answer, conditions }) => {
      const ways = answer ? this.#ways(answer, activation.env, path, depth + 1) : [valued(undefined)];
      return ways.map((way) => ({ ...way, conditions: [...conditions, ...way.conditions] }));
    });
  }

  /** Is the value of the call that of the function? */
  #answers(node: CallNode, env: Env, fn: TSESTree.Node): boolean {
    const args = this.binder.argumentsOf(node, env);
    return calleeValues(this.binder, node, env).some((callee) => {
      if (callee.kind === 'function') return callee.node === fn;
      const transaction = callTarget(this.binder, callee, args)?.row.transaction;
      return transaction?.form === 'callback' && transaction.of !== 'receiver';
    });
  }
}

function valued(is: unknown): Way {
  return { value: { is }, conditions: [] };
}

function negated(way: Way): Way {
  return way.value === undefined ? way : { ...way, value: { is: !way.value.is } };
}

function isConstant(node: TSESTree.Node): node is TSESTree.Literal | TSESTree.Identifier {
  return node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined');
}

function takenAs(pattern: TSESTree.ObjectPattern, local: string): string | undefined {
  const property = pattern.properties.find(
    (p) => p.type === 'Property' && p.value.type === 'Identifier' && p.value.name === local,
  );
  return property?.type === 'Property' ? propertyName(property) : undefined;
}
