/** What a condition looks at: reads and claims its value comes from, and which way it points. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { entry } from '../memo.js';
import { enclosingFunction, isFunctionNode, propertyName, unwrap } from '../ast.js';
import { patternPath } from '../binding/pattern.js';
import type { Env, FunctionValue } from '../binding/value.js';
import type { Check, CheckedRead, Place } from '../effect.js';
import type { Binder } from '../binding/bind.js';
import type { EffectReader } from '../effects/effects.js';
import type { ProvenanceReader } from '../effects/provenance.js';
import { isEmptyList } from '../effects/growing.js';
import { gatesOf, loopedOver, putInto } from './gathered.js';
import { namesDuplicate } from './duplicates.js';
import { equality, isNegative, isPlain, isText, literalSense, isOutcome } from './sense.js';
import { isPredicate } from './made-list.js';
import { type Look, type Found, isOwn } from './looked-at.js';
import { CallCheckReader } from './checked-call.js';
import { ListCheckReader } from './checked-list.js';

const MAX_DEPTH = 14;
/** Expressions looked at for one test; nine in ten tests need fewer than eighty (50 repositories). */
const MAX_STEPS = 500;

export class CheckReader {
  readonly #calls: CallCheckReader;
  readonly #lists: ListCheckReader;
  /** Does the text of the node name a unique-key violation? */
  readonly #naming = new WeakMap<TSESTree.Node, boolean>();

  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly effects: EffectReader,
  ) {
    this.#calls = new CallCheckReader(this);
    this.#lists = new ListCheckReader(this, this.#calls);
  }

  /**
   * What `test` looks at when read in `env`; undefined when it looks at nothing of interest. `entered`: functions that
   * the handler has run by then, whose own memory is gone when it ends. `later`: those that it runs after it.
   */
  of(
    test: TSESTree.Node,
    env: Env,
    entered: readonly FunctionValue[],
    later: readonly FunctionValue[] = [],
  ): Check | undefined {
    const around = enclosingFunction(test);
    const found: Found = {
      entered,
      run: [...entered, ...later]
        .map((f): Place => ({ module: f.env.module, node: f.node }))
        .concat(around ? [{ module: env.module, node: around }] : []),
      reads: [],
      path: [],
      duplicate: this.namesDuplicate(test, env),
      unknownCalls: [],
      memory: false,
      compared: 0,
      steps: 0,
      deepest: 0,
      isOfSurroundings: false,
      textual: 0,
      gathered: 0,
      counted: 0,
      against: undefined,
    };
    this.read(test, { env, flipped: false, state: false, depth: 0, found });
    const message = this.provenance.of(test, env) === 'message';
    if (found.reads.length === 0 && found.unknownCalls.length === 0 && !found.memory && !message) return undefined;
    return { reads: found.reads, unknownCalls: found.unknownCalls, message, memory: found.memory };
  }

  /** Does the test name a unique-key violation, or call a function of the project that does? */
  namesDuplicate(test: TSESTree.Node, env: Env): boolean {
    const { catalog } = this.binder;
    const names = (node: TSESTree.Node, { text }: Env['module']): boolean =>
      entry(this.#naming, node, () => namesDuplicate(catalog, text.slice(node.range[0], node.range[1])));
    if (names(test, env.module)) return true;
    const call = unwrap(test.type === 'UnaryExpression' ? test.argument : test);
    if (call.type !== 'CallExpression') return false;
    return this.binder.evaluate(call.callee, env).some((v) => v.kind === 'function' && names(v.node, v.env.module));
  }

  read(node: TSESTree.Node, look: Look): void {
    const at = unwrap(node);
    const { found, depth } = look;
    if (at.type !== 'Identifier' && at.type !== 'CallExpression') {
      this.#read(at, look);
      return;
    }
    // Names and calls are what the same tests come back to.
    const { empty } = look.env.memo;
    const known = empty.get(at);
    if (known && found.steps + known.steps <= MAX_STEPS && depth + known.depth <= MAX_DEPTH) {
      found.steps += known.steps;
      found.deepest = Math.max(found.deepest, depth + known.depth);
      return;
    }
    const { steps, deepest, isOfSurroundings } = found;
    const seen = amountOf(found);
    found.deepest = depth;
    found.isOfSurroundings = false;
    this.#read(at, look);
    if (isUnchanged(found, seen)) empty.set(at, { steps: found.steps - steps, depth: found.deepest - depth });
    found.deepest = Math.max(found.deepest, deepest);
    if (isOfSurroundings) found.isOfSurroundings = true;
  }

  #read(at: TSESTree.Node, look: Look): void {
    const { found, depth } = look;
    found.deepest = Math.max(found.deepest, depth);
    if (depth > MAX_DEPTH || ++found.steps > MAX_STEPS) {
      found.isOfSurroundings = true;
      return;
    }
    const inner: Look = { ...look, depth: look.depth + 1 };
    switch (at.type) {
      case 'UnaryExpression':
        this.read(at.argument, at.operator === '!' ? negated(inner) : inner);
        break;
      case 'LogicalExpression':
        for (const side of [at.left, at.right]) this.read(side, inner);
        break;
      case 'ConditionalExpression':
        for (const part of [at.test, at.consequent, at.alternate]) this.read(part, inner);
        break;
      case 'BinaryExpression':
        this.#comparison(at, inner);
        break;
      case 'MemberExpression':
        this.#member(at, inner);
        break;
      case 'Identifier':
        this.#identifier(at, inner);
        break;
      case 'CallExpression':
      case 'TaggedTemplateExpression':
        this.#calls.of(at, inner);
        break;
      case 'ArrayExpression':
        for (const e of at.elements) if (e) this.read(e.type === 'SpreadElement' ? e.argument : e, inner);
        break;
      case 'AssignmentExpression':
        this.read(at.right, inner);
        break;
      case 'ObjectExpression':
        this.#property(at, inner);
        break;
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        this.#lists.predicate(at, inner);
        break;
      default:
        break;
    }
  }

  /** Of `{ row: await find() }` the property that is taken out of it. */
  #property(node: TSESTree.ObjectExpression, look: Look): void {
    const { path } = look.found;
    look.found.isOfSurroundings = true;
    const name = path.pop();
    if (name === undefined) return;
    const property = node.properties.find((p) => p.type === 'Property' && propertyName(p) === name);
    if (property?.type === 'Property') this.#assigned(property.value, look);
    path.push(name);
  }

  #comparison(node: TSESTree.BinaryExpression, look: Look): void {
    const { found, flipped } = look;
    const left = unwrap(node.left);
    const right = unwrap(node.right);
    const [subject, literal, mirrored] = isPlain(right)
      ? [left, right, false]
      : isPlain(left)
        ? [right, left, true]
        : [undefined, undefined, false];
    const { against } = found;
    found.against = this.#against(node, look.env, flipped);
    if (subject) {
      const sense =
        found.duplicate && isText(literal) ? equality(node.operator) : literalSense(node.operator, literal, mirrored);
      const counted = literal.type === 'Literal' && typeof literal.value === 'number' ? 1 : 0;
      found.counted += counted;
      if (sense === 'other') this.#compared([subject], look);
      else this.read(subject, sense === 'negative' ? negated(look) : look);
      found.counted -= counted;
    } else this.#compared([left, right], look);
    found.against = against;
  }

  /** Values of which counts what they are. */
  #compared(values: readonly TSESTree.Node[], look: Look): void {
    look.found.compared++;
    for (const value of values) this.read(value, { ...look, state: true });
    look.found.compared--;
  }

  /** The constant of an equality, and whether the whole test holds when both are equal. */
  #against(node: TSESTree.BinaryExpression, env: Env, flipped: boolean): CheckedRead['compared'] {
    if (!/^[=!]==?$/.test(node.operator)) return undefined;
    const value = this.binder.constant(node.right, env) ?? this.binder.constant(node.left, env);
    return value === undefined ? undefined : { value, equal: node.operator.startsWith('=') !== flipped };
  }

  #member(node: TSESTree.MemberExpression, look: Look): void {
    const name = propertyName(node);
    if (node.object.type !== 'Super') this.#takenOut(name === undefined ? [] : [name], node.object, look);
  }

  /** What is taken out of `object` by those names, the last step first; the whole where there are none. */
  #takenOut([name, ...inner]: readonly string[], object: TSESTree.Node, look: Look): void {
    const { catalog } = this.binder;
    if (name === undefined) this.read(object, look);
    else if (catalog.absences.has(name)) this.#takenOut(inner, object, negated(look));
    else {
      look.found.path.push(name);
      this.#takenOut(inner, object, { ...look, state: look.state || !isOutcome(catalog, name) });
      look.found.path.pop();
    }
  }

  #identifier(node: TSESTree.Identifier, { env, ...look }: Look): void {
    const variable = env.module.variables.get(node);
    const def = variable?.defs[0];
    if (isPredicate(node)) {
      this.#lists.predicate(node, { ...look, env });
      return;
    }
    if (!variable || !def) return;
    const home = this.binder.homeOf(variable, env);
    if (def.type === 'Variable') this.#variable(variable, def.name, def.node, { ...look, env: home });
    else if (def.type === 'Parameter' && isFunctionNode(def.node)) {
      const index = def.node.params.findIndex((p) => p === def.name);
      const given = index >= 0 ? home.args?.[index] : undefined;
      if (given?.kind === 'expression') this.read(given.node, { ...look, env: given.env });
      else if (given?.kind === 'element') this.#lists.element(given.of, look);
    }
  }

  #variable(variable: Variable, name: TSESTree.Node, declarator: TSESTree.VariableDeclarator, look: Look): void {
    const { found, env } = look;
    // What is looped over, or put into a map, is looked at or not as things stand around the name.
    if (!declarator.init || declarator.init.type === 'NewExpression') found.isOfSurroundings = true;
    const init = declarator.init ?? (found.gathered > 0 ? loopedOver(declarator) : undefined);
    if (isEmptyList(init)) {
      for (const { test, holds } of gatesOf(variable))
        this.read(test, { ...(holds ? look : negated(look)), state: false });
    } else if (found.compared === 0 && init?.type === 'NewExpression' && this.#isLocalMemory(init, env, found)) {
      found.gathered++;
      for (const put of [...init.arguments, ...putInto(variable)]) this.read(put, look);
      found.gathered--;
    } else if (init) this.#takenOut(takenOutAs(declarator.id, name), init, look);
    for (const r of variable.references) if (r.isWrite() && !r.init && r.writeExpr) this.#assigned(r.writeExpr, look);
  }

  /** A value that is given to a variable or property; `if (order.status !== 'new') done = true;`: a flag stands for its tests. */
  #assigned(value: TSESTree.Node, look: Look): void {
    if (!isPlain(unwrap(value))) {
      this.read(value, look);
      return;
    }
    const fn = enclosingFunction(value);
    this.tests(value, fn, fn === look.env.fn ? look : { ...look, env: this.binder.openEnv(value, look.env.module) });
  }

  /** Is it a map or set that the handler makes for itself? */
  #isLocalMemory(init: TSESTree.NewExpression, env: Env, { entered }: Found): boolean {
    return this.binder.evaluate(init, env).some((v) => v.kind === 'memory' && isOwn(v, entered));
  }

  /** The tests under which a constant is given, up to the function around it. */
  tests(constant: TSESTree.Node, fn: TSESTree.Node | undefined, look: Look): void {
    const positive = !isNegative(unwrap(constant));
    for (let at: TSESTree.Node | undefined = constant; at && at !== fn; at = at.parent) {
      const { parent }: { parent?: TSESTree.Node | undefined } = at;
      if (parent?.type !== 'IfStatement' || parent.test === at) continue;
      const holds = parent.consequent === at;
      this.read(parent.test, { ...look, flipped: (holds === positive) === look.flipped, state: false });
    }
  }
}

/** Was nothing found since there was so much, whatever stands around what was read? */
function isUnchanged(found: Found, amount: number): boolean {
  return !found.isOfSurroundings && amountOf(found) === amount;
}

/** Grows with whatever is found. */
function amountOf({ reads, unknownCalls, memory }: Found): number {
  return reads.length + unknownCalls.length + (memory ? 1 : 0);
}

function negated(look: Look): Look {
  return { ...look, flipped: !look.flipped };
}

/** The properties and indices by which the declaration takes the variable out of its value, innermost first. */
function takenOutAs(pattern: TSESTree.Node, name: TSESTree.Node): readonly string[] {
  const steps = patternPath(pattern, name) ?? [];
  return steps.flatMap((s) => (s.kind === 'property' ? [s.name] : [])).toReversed();
}
