/** Lists that hold only what a test lets through: what is done with `orders.filter((o) => !o.sent)` depends on the test. */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, propertyName, returnExpressions, unwrap } from '../ast.js';
import type { Env, FunctionValue } from '../binding/value.js';
import type { Branch, Condition } from '../effect.js';
import { entry } from '../memo.js';
import { globalName } from '../binding/global.js';
import { type Origin, originOf } from '../binding/origin.js';
import type { Walker } from './walk.js';

const MAX_DEPTH = 10;
/** Methods that give a list made of the same things, one for one or fewer. */
const DERIVED = new Set(['filter', 'map', 'flatMap', 'slice', 'sort', 'reverse', 'flat', 'toSorted', 'toReversed']);
const GATHERING = new Set(['all', 'allSettled']);

/** A call of `filter`. */
interface Sieve {
  readonly call: TSESTree.CallExpression;
  readonly predicate: TSESTree.Node;
  readonly env: Env;
}

/** The branch of a test, and whether the test that it was made for begins with `!`. */
interface Tested {
  readonly branch: Branch;
  readonly isNegative: boolean;
}

/** The branches of the tests that lists were filtered by. Two tests of one list of which each is the other's opposite share theirs. */
export class Sieves {
  readonly #branches = new WeakMap<TSESTree.Node, WeakMap<Env, Branch>>();
  /** By list, and by the text of the test. */
  readonly #ofLists = new WeakMap<Variable, WeakMap<Env, Map<string, Tested>>>();

  constructor(private readonly walker: Walker) {}

  /** What holds of each thing that the expressions give, because of the tests which it had to pass on the way there. */
  of(nodes: readonly TSESTree.Node[], env: Env): readonly Condition[] {
    const conditions: Condition[] = [];
    for (const node of nodes)
      this.#follow(node, env, 0, (sieve) => {
        const { branch, arms } = this.#condition(sieve);
        const known = conditions.findIndex((c) => c.branch === branch);
        if (known < 0) conditions.push({ branch, arms });
        else if (conditions[known]?.arms !== arms) conditions[known] = { branch, arms: 3 };
      });
    return conditions.filter((c) => c.arms !== 3);
  }

  #follow(node: TSESTree.Node, env: Env, depth: number, found: (sieve: Sieve) => void): void {
    const at = unwrap(node);
    if (depth > MAX_DEPTH) return;
    switch (at.type) {
      case 'AwaitExpression':
        this.#follow(at.argument, env, depth + 1, found);
        break;
      case 'ObjectExpression':
        for (const p of at.properties) if (p.type === 'Property') this.#follow(p.value, env, depth + 1, found);
        break;
      case 'NewExpression':
        for (const a of at.arguments) this.#follow(a, env, depth + 1, found);
        break;
      case 'CallExpression':
        this.#call(at, env, depth, found);
        break;
      case 'Identifier':
        this.#origin(originOf(this.walker.binder, at, env), depth, found);
        break;
      default:
        break;
    }
  }

  #call(node: TSESTree.CallExpression, env: Env, depth: number, found: (sieve: Sieve) => void): void {
    const callee = unwrap(node.callee);
    const [fn, ...others] = this.walker.functionsOf({ kind: 'expression', node: node.callee, env });
    if (fn) {
      if (others.length === 0) this.#returned(fn, node, env, depth, found);
      return;
    }
    if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return;
    const name = propertyName(callee);
    const [first] = node.arguments;
    if (name === undefined) return;
    if (GATHERING.has(name) && globalName(callee.object, env) === 'Promise') {
      if (first) this.#follow(first, env, depth + 1, found);
    } else if (DERIVED.has(name)) {
      if (name === 'filter' && first && node.arguments.length === 1 && this.#isTest(first, env))
        found({ call: node, predicate: first, env });
      this.#follow(callee.object, env, depth + 1, found);
    }
  }

  /** What a function of the project gives, as it was entered by the call. */
  #returned(
    fn: FunctionValue,
    node: TSESTree.CallExpression,
    env: Env,
    depth: number,
    found: (sieve: Sieve) => void,
  ): void {
    const entered = env.memo.activations.get(node)?.find((a) => a.fn.node === fn.node)?.env;
    const returns = entered ? returnExpressions(fn.node) : [];
    const list = 'length' in returns ? returns.flatMap((r) => r.argument ?? []) : [returns];
    for (const given of list) if (entered) this.#follow(given, entered, depth + 1, found);
  }

  #isTest(predicate: TSESTree.Node, env: Env): boolean {
    if (isFunctionNode(unwrap(predicate)) || globalName(predicate, env) === 'Boolean') return true;
    return this.walker.functionsOf({ kind: 'expression', node: predicate, env }).length > 0;
  }

  #origin(origin: Origin | undefined, depth: number, found: (sieve: Sieve) => void): void {
    if (origin) this.#follow(origin.node, origin.env, depth + 1, found);
  }

  #condition(sieve: Sieve): Condition {
    const { list, test, isNegative } = described(sieve);
    if (!list || test === undefined) return { branch: this.#branchOf(sieve), arms: 1 };
    const home = this.walker.binder.homeOf(list, sieve.env);
    const ofHomes = entry(this.#ofLists, list, () => new WeakMap<Env, Map<string, Tested>>());
    const tests = entry(ofHomes, home, () => new Map<string, Tested>());
    const known = tests.get(test) ?? { branch: this.#branchOf(sieve), isNegative };
    tests.set(test, known);
    return { branch: known.branch, arms: known.isNegative === isNegative ? 1 : 2 };
  }

  /** Arm 0 is that of what the test lets through. */
  #branchOf({ call, predicate, env }: Sieve): Branch {
    const ofCall = entry(this.#branches, call, () => new WeakMap<Env, Branch>());
    return entry(ofCall, env, () => this.walker.branch('if', 2, predicate, { env }));
  }
}

/** The list by its name, and the test by its text without the `!` before it. */
function described({ call, predicate, env }: Sieve): {
  readonly list: Variable | undefined;
  readonly test: string | undefined;
  readonly isNegative: boolean;
} {
  const callee = unwrap(call.callee);
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const list = object?.type === 'Identifier' ? env.module.variables.get(object) : undefined;
  const fn = unwrap(predicate);
  if (fn.type !== 'ArrowFunctionExpression' || fn.body.type === 'BlockStatement')
    return { list, test: undefined, isNegative: false };
  const body = unwrap(fn.body);
  const isNegative = body.type === 'UnaryExpression' && body.operator === '!';
  const [from, to] = isNegative ? unwrap(body.argument).range : body.range;
  const parameters = fn.params.map((p) => env.module.text.slice(p.range[0], p.range[1])).join();
  return { list, test: `${parameters} => ${env.module.text.slice(from, to)}`, isNegative };
}
