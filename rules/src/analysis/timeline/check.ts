/** What a condition looks at: reads and claims its value comes from, and which way it points. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunctionNode, propertyName, unwrap } from '../ast.js';
import type { Env, FunctionValue } from '../binding/value.js';
import type { Check, CheckedRead } from '../effect.js';
import type { Binder } from '../binding/bind.js';
import type { EffectReader } from '../effects/effects.js';
import type { ProvenanceReader } from '../effects/provenance.js';
import { gatesOf, loopedOver, putInto, startsEmpty } from './gathered.js';
import { namesDuplicate } from './duplicates.js';
import { equality, isNegative, isPlain, isText, literalSense, isOutcome } from './sense.js';
import { type Found, isOwn } from './looked-at.js';
import { CallCheckReader } from './checked-call.js';

const MAX_DEPTH = 14;
/** Expressions looked at for one test; nine in ten tests need fewer than eighty (50 repositories). */
const MAX_STEPS = 500;

export class CheckReader {
  readonly #calls: CallCheckReader;

  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly effects: EffectReader,
  ) {
    this.#calls = new CallCheckReader(this);
  }

  /**
   * What `test` looks at when read in `env`; undefined when it looks at nothing of interest. `entered`: functions that
   * the handler runs, whose own memory is gone when it ends.
   */
  of(test: TSESTree.Node, env: Env, entered: readonly FunctionValue[]): Check | undefined {
    const found: Found = {
      entered,
      reads: [],
      path: [],
      duplicate: this.#namesDuplicate(test, env),
      unknownCalls: [],
      memory: false,
      compared: 0,
      steps: 0,
      textual: 0,
      gathered: 0,
      counted: 0,
      against: undefined,
    };
    this.read(test, env, false, found, 0);
    const message = this.provenance.of(test, env) === 'message';
    if (found.reads.length === 0 && found.unknownCalls.length === 0 && !found.memory && !message) return undefined;
    return { reads: found.reads, unknownCalls: found.unknownCalls, message, memory: found.memory };
  }

  /** Does the test name a unique-key violation, or call a function of the project that does? */
  #namesDuplicate(test: TSESTree.Node, env: Env): boolean {
    const { catalog } = this.binder;
    if (namesDuplicate(catalog, textOf(test, env.module))) return true;
    const call = unwrap(test.type === 'UnaryExpression' ? test.argument : test);
    if (call.type !== 'CallExpression') return false;
    return this.binder
      .evaluate(call.callee, env)
      .some((v) => v.kind === 'function' && namesDuplicate(catalog, textOf(v.node, v.env.module)));
  }

  /** Steps from a property to its object. */
  #inside(name: string | undefined, found: Found, read: () => void): void {
    if (name !== undefined) found.path.push(name);
    read();
    if (name !== undefined) found.path.pop();
  }

  /** @param flipped the value is negated on the way */
  read(node: TSESTree.Node, env: Env, flipped: boolean, found: Found, depth: number, state = false): void {
    const at = unwrap(node);
    if (depth > MAX_DEPTH || ++found.steps > MAX_STEPS) return;
    const again = (next: TSESTree.Node, flip = flipped, asState = state): void => {
      this.read(next, env, flip, found, depth + 1, asState);
    };
    switch (at.type) {
      case 'UnaryExpression':
        again(at.argument, at.operator === '!' ? !flipped : flipped);
        break;
      case 'LogicalExpression':
        again(at.left);
        again(at.right);
        break;
      case 'ConditionalExpression':
        again(at.test);
        again(at.consequent);
        again(at.alternate);
        break;
      case 'BinaryExpression':
        this.#comparison(at, env, flipped, found, depth, state);
        break;
      case 'MemberExpression':
        this.#member(at, env, flipped, found, depth, state);
        break;
      case 'Identifier':
        this.#identifier(at, env, flipped, found, depth, state);
        break;
      case 'CallExpression':
      case 'TaggedTemplateExpression':
        this.#calls.of(at, env, flipped, found, depth, state);
        break;
      case 'ArrayExpression':
        for (const e of at.elements) if (e) again(e.type === 'SpreadElement' ? e.argument : e);
        break;
      case 'AssignmentExpression':
        again(at.right);
        break;
      case 'ObjectExpression':
        this.#property(at, env, flipped, found, depth, state);
        break;
      default:
        break;
    }
  }

  /** Of `{ row: await find() }` the property that is taken out of it. */
  #property(
    node: TSESTree.ObjectExpression,
    env: Env,
    flipped: boolean,
    found: Found,
    depth: number,
    state: boolean,
  ): void {
    const name = found.path.pop();
    if (name === undefined) return;
    const property = node.properties.find((p) => p.type === 'Property' && propertyName(p) === name);
    if (property?.type === 'Property') {
      const { value } = property;
      if (isPlain(unwrap(value))) this.#flagged(value, env, flipped, found, depth);
      else this.read(value, env, flipped, found, depth + 1, state);
    }
    found.path.push(name);
  }

  #comparison(
    node: TSESTree.BinaryExpression,
    env: Env,
    flipped: boolean,
    found: Found,
    depth: number,
    state: boolean,
  ): void {
    const left = unwrap(node.left);
    const right = unwrap(node.right);
    const [subject, literal, mirrored] = isPlain(right)
      ? [left, right, false]
      : isPlain(left)
        ? [right, left, true]
        : [undefined, undefined, false];
    const { against } = found;
    found.against = this.#against(node, env, flipped);
    if (!subject) {
      found.compared++;
      for (const side of [left, right]) this.read(side, env, flipped, found, depth + 1, true);
      found.compared--;
      found.against = against;
      return;
    }
    const sense =
      found.duplicate && isText(literal) ? equality(node.operator) : literalSense(node.operator, literal, mirrored);
    const counted = literal.type === 'Literal' && typeof literal.value === 'number' ? 1 : 0;
    found.counted += counted;
    if (sense === 'other') found.compared++;
    this.read(subject, env, sense === 'negative' ? !flipped : flipped, found, depth + 1, state || sense === 'other');
    if (sense === 'other') found.compared--;
    found.counted -= counted;
    found.against = against;
  }

  /** The constant of an equality, and whether the whole test holds when both are equal. */
  #against(node: TSESTree.BinaryExpression, env: Env, flipped: boolean): CheckedRead['compared'] {
    if (!/^[=!]==?$/.test(node.operator)) return undefined;
    const value = this.binder.constant(node.right, env) ?? this.binder.constant(node.left, env);
    return value === undefined ? undefined : { value, equal: node.operator.startsWith('=') !== flipped };
  }

  #member(
    node: TSESTree.MemberExpression,
    env: Env,
    flipped: boolean,
    found: Found,
    depth: number,
    state: boolean,
  ): void {
    if (node.object.type === 'Super') return;
    const name = propertyName(node);
    if (name !== undefined && this.binder.catalog.absences.has(name)) {
      this.read(node.object, env, !flipped, found, depth + 1, state);
      return;
    }
    const asState = state || (name !== undefined && !isOutcome(this.binder.catalog, name));
    this.#inside(name, found, () => {
      this.read(node.object, env, flipped, found, depth + 1, asState);
    });
  }

  #identifier(
    node: TSESTree.Identifier,
    env: Env,
    flipped: boolean,
    found: Found,
    depth: number,
    state: boolean,
  ): void {
    const variable = env.module.variables.get(node);
    const def = variable?.defs[0];
    if (!variable || !def) return;
    const home = this.binder.homeOf(variable, env);
    if (def.type === 'Variable') {
      const pattern = def.node.id;
      const taken = takenOutAs(pattern, variable.name);
      const isAbsence = taken !== undefined && this.binder.catalog.absences.has(taken);
      const name = isAbsence ? undefined : taken;
      const partial = name !== undefined && !isOutcome(this.binder.catalog, name);
      const init = def.node.init ?? (found.gathered > 0 ? loopedOver(def.node) : undefined);
      if (startsEmpty(init)) {
        for (const { test, holds } of gatesOf(variable))
          this.read(test, home, holds ? flipped : !flipped, found, depth + 1);
      } else if (found.compared === 0 && init?.type === 'NewExpression' && this.#isLocalMemory(init, home, found)) {
        found.gathered++;
        for (const put of [...init.arguments, ...putInto(variable)])
          this.read(put, home, flipped, found, depth + 1, state);
        found.gathered--;
      } else if (init) {
        this.#inside(name, found, () => {
          this.read(init, home, isAbsence ? !flipped : flipped, found, depth + 1, state || partial);
        });
      }
      for (const r of variable.references) {
        if (!r.isWrite() || r.init || !r.writeExpr) continue;
        if (isPlain(unwrap(r.writeExpr))) this.#flagged(r.writeExpr, home, flipped, found, depth);
        else this.read(r.writeExpr, home, flipped, found, depth + 1, state);
      }
    } else if (def.type === 'Parameter' && isFunctionNode(def.node)) {
      const index = def.node.params.findIndex((p) => p === def.name);
      const given = index >= 0 ? home.args?.[index] : undefined;
      if (given?.kind === 'expression') this.read(given.node, given.env, flipped, found, depth + 1, state);
    }
  }

  /** `if (order.status !== 'new') done = true;`: the flag stands for the test it was raised under. */
  #flagged(raised: TSESTree.Node, home: Env, flipped: boolean, found: Found, depth: number): void {
    const fn = enclosingFunction(raised);
    const env = fn === home.fn ? home : this.binder.openEnv(raised, home.module);
    this.tests(raised, fn, env, flipped, found, depth);
  }

  /** Is it a map or set that the handler makes for itself? */
  #isLocalMemory(init: TSESTree.NewExpression, env: Env, { entered }: Found): boolean {
    return this.binder.evaluate(init, env).some((v) => v.kind === 'memory' && isOwn(v, entered));
  }

  /** The tests under which a constant is given, up to the function around it. */
  tests(
    constant: TSESTree.Node,
    fn: TSESTree.Node | undefined,
    env: Env,
    flipped: boolean,
    found: Found,
    depth: number,
  ): void {
    const positive = !isNegative(unwrap(constant));
    for (let at: TSESTree.Node | undefined = constant; at && at !== fn; at = at.parent) {
      const { parent }: { parent?: TSESTree.Node | undefined } = at;
      if (parent?.type !== 'IfStatement' || parent.test === at) continue;
      const holds = parent.consequent === at;
      this.read(parent.test, env, (holds === positive) === flipped, found, depth + 1);
    }
  }
}

/** The property (or index) that the declaration takes out of its value for the variable. */
function takenOutAs(pattern: TSESTree.Node, local: string): string | undefined {
  if (pattern.type === 'ObjectPattern') return destructuredName(pattern, local) ?? local;
  if (pattern.type !== 'ArrayPattern') return undefined;
  const index = pattern.elements.findIndex((e) => e?.type === 'Identifier' && e.name === local);
  return index < 0 ? undefined : String(index);
}

function destructuredName(pattern: TSESTree.ObjectPattern, local: string): string | undefined {
  for (const p of pattern.properties) {
    if (p.type === 'Property' && p.value.type === 'Identifier' && p.value.name === local) return propertyName(p);
  }
  return undefined;
}

function textOf(node: TSESTree.Node, module: Env['module']): string {
  return module.text.slice(node.range[0], node.range[1]);
}
