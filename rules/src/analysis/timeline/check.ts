/** What a condition looks at: reads and claims its value comes from, and which way it points. */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { calleeText, enclosingFunction, isFunctionNode, propertyName, returnExpressions, unwrap } from '../ast.js';
import { entry } from '../memo.js';
import type { Binder } from '../binding/bind.js';
import { type CallTarget, callTarget, calleeValues } from '../binding/call-target.js';
import { heldBy, isFilled } from '../binding/memory.js';
import type { Check, CheckedRead, EffectSource } from '../effect.js';
import type { Described } from '../effects/described.js';
import type { EffectReader } from '../effects/effects.js';
import type { ProvenanceReader } from '../effects/provenance.js';
import { gatesOf, loopedOver, putInto, startsEmpty } from './gathered.js';
import { handlesDuplicate, namesDuplicate } from './duplicates.js';
import type { CallNode, Env, FunctionValue, Value } from '../binding/value.js';

type Sense = CheckedRead['sense'];

interface Found {
  /** Functions that the handler runs: what they make is gone with them. */
  readonly entered: readonly FunctionValue[];
  readonly reads: CheckedRead[];
  /** Properties that the value is taken out of its call by, outermost first. */
  readonly path: string[];
  /** The test names a unique-key violation. */
  readonly duplicate: boolean;
  readonly unknownCalls: string[];
  memory: boolean;
  /** Looks at the text of what is read, around it. */
  textual: number;
  /** Maps of the function's own that are looked into, around what is read. */
  gathered: number;
  /** Comparisons around what is read. */
  compared: number;
  /** Expressions looked at so far. */
  steps: number;
  /** Comparisons with a number around what is read. */
  counted: number;
  /** The constant that what is read is compared with. */
  against: CheckedRead['compared'];
}

/** Properties that say how many, or hold what was found: the sense passes through them. */
const TRANSPARENT = new Set([
  'length',
  'count',
  '_count',
  'rowCount',
  'rows',
  'affectedRows',
  'affected',
  'changes',
  'numInsertedOrUpdatedRows',
  'numUpdatedRows',
  'upsertedCount',
  'upsertedId',
  'modifiedCount',
  'matchedCount',
  'insertedCount',
  'insertedId',
  'data',
  'value',
  'Item',
  'Items',
  'Count',
  'size',
  'exists',
  'rowsAffected',
  'docs',
  'Attributes',
  'raw',
  'identifiers',
  'acknowledged',
  '0',
  '1',
]);
/** Properties that say that nothing was found: the sense passes through them the other way round. */
const ABSENT = new Set(['empty']);
/** A row that has its key is there: `if (row?.id)`. */
const KEY = /^_?id$/;
/** Tests of what a text is like: they do not tell whether it was there before. */
const TEXTUAL = new Set(['startsWith', 'endsWith', 'match']);
const MAX_DEPTH = 14;
/** Expressions looked at for one test; nine in ten tests need fewer than eighty (50 repositories). */
const MAX_STEPS = 500;

export class CheckReader {
  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly effects: EffectReader,
  ) {}

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
    this.#read(test, env, false, found, 0);
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
  #read(node: TSESTree.Node, env: Env, flipped: boolean, found: Found, depth: number, state = false): void {
    const at = unwrap(node);
    if (depth > MAX_DEPTH || ++found.steps > MAX_STEPS) return;
    const again = (next: TSESTree.Node, flip = flipped, asState = state): void => {
      this.#read(next, env, flip, found, depth + 1, asState);
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
        this.#call(at, env, flipped, found, depth, state);
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
      else this.#read(value, env, flipped, found, depth + 1, state);
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
      for (const side of [left, right]) this.#read(side, env, flipped, found, depth + 1, true);
      found.compared--;
      found.against = against;
      return;
    }
    const sense =
      found.duplicate && isText(literal) ? equality(node.operator) : literalSense(node.operator, literal, mirrored);
    const counted = literal.type === 'Literal' && typeof literal.value === 'number' ? 1 : 0;
    found.counted += counted;
    if (sense === 'other') found.compared++;
    this.#read(subject, env, sense === 'negative' ? !flipped : flipped, found, depth + 1, state || sense === 'other');
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
    if (name !== undefined && ABSENT.has(name)) {
      this.#read(node.object, env, !flipped, found, depth + 1, state);
      return;
    }
    const asState = state || (name !== undefined && !TRANSPARENT.has(name));
    this.#inside(name, found, () => {
      this.#read(node.object, env, flipped, found, depth + 1, asState);
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
      const isAbsence = taken !== undefined && ABSENT.has(taken);
      const name = isAbsence ? undefined : taken;
      const partial = name !== undefined && !TRANSPARENT.has(name);
      const init = def.node.init ?? (found.gathered > 0 ? loopedOver(def.node) : undefined);
      if (startsEmpty(init)) {
        for (const { test, holds } of gatesOf(variable))
          this.#read(test, home, holds ? flipped : !flipped, found, depth + 1);
      } else if (found.compared === 0 && init?.type === 'NewExpression' && this.#isLocalMemory(init, home, found)) {
        found.gathered++;
        for (const put of [...init.arguments, ...putInto(variable)])
          this.#read(put, home, flipped, found, depth + 1, state);
        found.gathered--;
      } else if (init) {
        this.#inside(name, found, () => {
          this.#read(init, home, isAbsence ? !flipped : flipped, found, depth + 1, state || partial);
        });
      }
      for (const r of variable.references) {
        if (!r.isWrite() || r.init || !r.writeExpr) continue;
        if (isPlain(unwrap(r.writeExpr))) this.#flagged(r.writeExpr, home, flipped, found, depth);
        else this.#read(r.writeExpr, home, flipped, found, depth + 1, state);
      }
    } else if (def.type === 'Parameter' && isFunctionNode(def.node)) {
      const index = def.node.params.findIndex((p) => p === def.name);
      const given = index >= 0 ? home.args?.[index] : undefined;
      if (given?.kind === 'expression') this.#read(given.node, given.env, flipped, found, depth + 1, state);
    }
  }

  /** `if (order.status !== 'new') done = true;`: the flag stands for the test it was raised under. */
  #flagged(raised: TSESTree.Node, home: Env, flipped: boolean, found: Found, depth: number): void {
    const fn = enclosingFunction(raised);
    const env = fn === home.fn ? home : this.binder.openEnv(raised, home.module);
    this.#tests(raised, fn, env, flipped, found, depth);
  }

  #call(
    node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
    env: Env,
    flipped: boolean,
    found: Found,
    depth: number,
    state: boolean,
  ): void {
    const args = this.binder.argumentsOf(node, env);
    const callees = calleeValues(this.binder, node, env);
    let known = false;
    for (const callee of callees) {
      if (callee.kind === 'function') {
        known = true;
        this.#returns(callee, this.binder.activate(callee, args, node, env), flipped, found, depth, state);
        continue;
      }
      const target = callTarget(this.binder, callee, args);
      if (!target) continue;
      known = true;
      const effects = this.effects.ofCall(target, args, node, env);
      const drafted = effects.length > 0 ? effects : this.#drafted(node, env);
      const failed = this.#failure(target, node, env);
      if (failed !== undefined && found.path.includes(failed)) {
        this.#failed(drafted, flipped, found);
        continue;
      }
      const before = drafted.length === 0 && target.receiver ? handedOn(node, target) : undefined;
      if (before) this.#read(before, env, flipped, found, depth + 1, state);
      for (const e of drafted) {
        const present =
          found.compared === 0 &&
          found.textual === 0 &&
          found.path.every((name) => TRANSPARENT.has(name) || KEY.test(name));
        const sense = senseOf(e.kind === 'read' || target.row.guard?.answers === 'seen', flipped, state && !present);
        const column = sense === 'state' ? found.path.findLast((name) => !TRANSPARENT.has(name)) : undefined;
        const truthy = column !== undefined && found.compared === 0 ? !flipped : undefined;
        const compared = sense === 'state' ? found.against : undefined;
        found.reads.push({ effect: sourceOf(e), sense, column, truthy, decides: decides(e.kind, found), compared });
      }
    }
    if (node.type === 'TaggedTemplateExpression') return;
    const callee = unwrap(node.callee);
    const through = callee.type === 'MemberExpression' && callee.object.type !== 'Super' ? callee.object : undefined;
    const memories = through ? this.binder.evaluate(through, env).filter((v) => v.kind === 'memory') : [];
    if (memories.some((m) => this.#remembers(m, found))) {
      found.memory = true;
      return;
    }
    if (known || memories.some((m) => !isOwn(m, found.entered))) return;
    const textual = callee.type === 'MemberExpression' && TEXTUAL.has(propertyName(callee) ?? '') ? 1 : 0;
    found.textual += textual;
    if (through) this.#derived(through, env, flipped, found, depth, state);
    found.textual -= textual;
    if (callee.type === 'Identifier' && /^(?:Boolean|Number|String)$/.test(callee.name)) {
      for (const a of node.arguments) this.#read(a, env, flipped, found, depth + 1, state);
    } else if (args.some((a) => this.provenance.ofArgument(a) === 'message')) {
      found.unknownCalls.push(calleeText(node.callee, env.module.text));
    }
  }

  /** Is it a map or set that the handler makes for itself? */
  #isLocalMemory(init: TSESTree.NewExpression, env: Env, { entered }: Found): boolean {
    return this.binder.evaluate(init, env).some((v) => v.kind === 'memory' && isOwn(v, entered));
  }

  /** Is it filled by the code, kept from one message to the next, and with something of them? */
  #remembers(memory: Extract<Value, { kind: 'memory' }>, { entered }: Found): boolean {
    return !isOwn(memory, entered) && isFilled(memory) && !this.#isRegistry(memory);
  }

  /** What a method is called on: a text that was kept in memory is no trace of the message by itself. */
  #derived(node: TSESTree.Node, env: Env, flipped: boolean, found: Found, depth: number, state: boolean): void {
    const { memory } = found;
    this.#read(node, env, flipped, found, depth + 1, state);
    found.memory = memory;
  }

  /** Does the process keep functions, clients or services there, and so no trace of messages? */
  #isRegistry(memory: Extract<Value, { kind: 'memory' }>): boolean {
    return heldBy(this.binder, memory).some((v) => /^(?:function|class|instance|library)$/.test(v.kind));
  }

  /** The property of the result that holds an error. */
  #failure(
    target: CallTarget,
    node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
    env: Env,
  ): string | undefined {
    if (target.row.failure !== undefined) return target.row.failure;
    const made = this.binder.evaluate(node, env).flatMap((v) => (v.kind === 'library' ? v.draft : []));
    return made.find((d) => d.model.failure !== undefined)?.model.failure;
  }

  /** `error.code === '23505'`: the thing was there before. Any other look at the error says nothing of it. */
  #failed(effects: ReturnType<EffectReader['ofDraft']>, flipped: boolean, found: Found): void {
    if (!found.duplicate) return;
    for (const e of effects) {
      found.reads.push({ effect: sourceOf(e), sense: flipped ? 'missing' : 'found', duplicate: true, decides: true });
    }
  }

  #drafted(
    node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
    env: Env,
  ): ReturnType<EffectReader['ofDraft']> {
    return this.binder
      .evaluate(node, env)
      .flatMap((v) => (v.kind === 'library' && v.draft.length > 0 ? this.effects.ofDraft(v.draft) : []));
  }

  /** What a project function's answer rests on: its return values, and for constant answers the tests before them. */
  #returns(fn: FunctionValue, env: Env, flipped: boolean, found: Found, depth: number, state: boolean): void {
    const returns = returnExpressions(fn.node);
    const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
    for (const expression of list) {
      const at = unwrap(expression);
      if (isPlain(at)) this.#control(at, fn, env, flipped, found, depth);
      else this.#read(at, env, flipped, found, depth + 1, state);
    }
  }

  /** `if (row) return true;`: the constant answer stands for the test. */
  #control(answer: TSESTree.Node, fn: FunctionValue, env: Env, flipped: boolean, found: Found, depth: number): void {
    this.#tests(answer, fn.node, env, flipped, found, depth);
    this.#claimed(answer, !isNegative(answer), fn, env, flipped, found);
  }

  /** The tests under which a constant is given, up to the function around it. */
  #tests(
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
      this.#read(parent.test, env, (holds === positive) === flipped, found, depth + 1);
    }
  }

  /** `try { insert; return true } catch (e) { if (isDuplicate(e)) return false; throw e }`: the answer says who won the claim. */
  #claimed(
    answer: TSESTree.Node,
    positive: boolean,
    fn: FunctionValue,
    env: Env,
    flipped: boolean,
    found: Found,
  ): void {
    for (const statement of triesIn(fn.node)) {
      if (!statement.handler || !handlesDuplicate(this.binder.catalog, statement, env.module)) continue;
      const lost = isWithin(answer, statement.handler);
      for (const call of callsIn(statement.block)) {
        for (const e of this.#effectsOf(call, env)) {
          if (!CLAIMING.has(e.kind)) continue;
          const sense = senseOf(false, lost === positive ? !flipped : flipped, false);
          found.reads.push({ effect: sourceOf(e), sense, duplicate: true, decides: true });
        }
      }
    }
  }

  /** Effects of one call, whether made or described by it. */
  #effectsOf(node: CallNode, env: Env): ReturnType<EffectReader['ofDraft']> {
    if (node.type === 'NewExpression') return [];
    const args = this.binder.argumentsOf(node, env);
    const targets = calleeValues(this.binder, node, env).flatMap((c) => callTarget(this.binder, c, args) ?? []);
    const made = targets.flatMap((t) => this.effects.ofCall(t, args, node, env));
    return made.length > 0 ? made : this.#drafted(node, env);
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

function sourceOf({ kind, store, resource, node, where }: Described): EffectSource {
  return { kind, store, resource, node, where };
}

/** What an upsert answers about whether it made the thing: a count of its own, or the flag beside it. */
const MADE = /^(?:1|upserted|created|inserted|isnew|wascreated|updatedexisting)/i;

/** Does the outcome of such a write, looked at so, differ when the message comes again? */
function decides(kind: Described['kind'], { path, counted }: Found): boolean {
  switch (kind) {
    case 'claim':
    case 'conditional':
    case 'delete':
      return true;
    case 'relative':
      return counted > 0;
    case 'upsert':
      return path.some((name) => MADE.test(name));
    default:
      return false;
  }
}

/** A read that is truthy was found; a claim or conditional write that is truthy was won, so the thing was missing. */
function senseOf(read: boolean, flipped: boolean, state: boolean): Sense {
  if (state) return 'state';
  return read === !flipped ? 'found' : 'missing';
}

/** Kinds that fail, or change nothing, when somebody else was first. */
const CLAIMING = new Set(['insert', 'claim', 'conditional']);

const tries = new WeakMap<TSESTree.Node, readonly TSESTree.TryStatement[]>();

/** Asked for each answer of each function that a test calls, so it is remembered. */
function triesIn(fn: TSESTree.Node): readonly TSESTree.TryStatement[] {
  return entry(tries, fn, () => descendants(fn).filter((n): n is TSESTree.TryStatement => n.type === 'TryStatement'));
}

const calls = new WeakMap<TSESTree.Node, readonly CallNode[]>();

function callsIn(block: TSESTree.Node): readonly CallNode[] {
  return entry(calls, block, () =>
    descendants(block).filter(
      (n): n is CallNode => n.type === 'CallExpression' || n.type === 'TaggedTemplateExpression',
    ),
  );
}

/** Nodes below `root`, functions inside it left out. */
function descendants(root: TSESTree.Node): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  const stack = childNodes(root);
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    if (!isFunctionNode(node)) stack.push(...childNodes(node));
  }
  return found;
}

function childNodes(node: TSESTree.Node): TSESTree.Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, unknown>)[key];
    return (Array.isArray(child) ? child : [child]).filter(
      (c): c is TSESTree.Node => typeof c === 'object' && c !== null && 'type' in c,
    );
  });
}

function isWithin(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1];
}

function isPlain(node: TSESTree.Node): boolean {
  if (node.type === 'Literal') return true;
  if (node.type === 'Identifier') return node.name === 'undefined';
  return node.type === 'UnaryExpression' && node.argument.type === 'Literal';
}

function isNegative(node: TSESTree.Node): boolean {
  return (
    (node.type === 'Literal' &&
      (node.value === false || node.value === null || node.value === 0 || node.value === 0n || node.value === '')) ||
    node.type === 'Identifier'
  );
}

/** Was the memory made by a function that the handler runs? Then it is gone when that ends. */
function isOwn({ node }: Extract<Value, { kind: 'memory' }>, entered: readonly FunctionValue[]): boolean {
  const home = enclosingFunction(node);
  return entered.some((f) => f.node === home);
}

function isText(node: TSESTree.Node | undefined): boolean {
  return node?.type === 'Literal' && typeof node.value === 'string';
}

function equality(operator: string): 'positive' | 'negative' {
  return operator.startsWith('!') ? 'negative' : 'positive';
}

/** How comparing with a literal turns a value's truth: `=== null`, `> 0`, `=== 'OK'`. */
function literalSense(
  operator: string,
  literal: TSESTree.Node | undefined,
  mirrored: boolean,
): 'positive' | 'negative' | 'other' {
  const empty = literal !== undefined && isNegative(literal);
  const one =
    literal?.type === 'Literal' &&
    (literal.value === 1 || literal.value === true || literal.value === 'OK' || typeof literal.value === 'bigint');
  switch (operator) {
    case '===':
    case '==':
      return empty ? 'negative' : one ? 'positive' : 'other';
    case '!==':
    case '!=':
      return empty ? 'positive' : one ? 'negative' : 'other';
    case '>':
    case '>=':
      return mirrored ? 'negative' : 'positive';
    case '<':
    case '<=':
      return mirrored ? 'positive' : 'negative';
    default:
      return 'other';
  }
}

function textOf(node: TSESTree.Node, module: Env['module']): string {
  return module.text.slice(node.range[0], node.range[1]);
}

/** What was read before a call that only hands it on: `find().toArray()`, `snapshot.data()`. */
function handedOn(
  node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
  { row }: CallTarget,
): TSESTree.Node | undefined {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  const before = callee?.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return before?.type === 'CallExpression' || row.provenance === 'state' ? before : undefined;
}
