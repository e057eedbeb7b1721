/** What a test looks at when it looks at the answer of a call: a library, a function of the project, memory. */
import type { TSESTree } from '@typescript-eslint/types';
import { calleeText, propertyName, returnExpressions, unwrap, within } from '../ast.js';
import { type CallTarget, callTarget, calleeValues } from '../binding/call-target.js';
import type { CallNode, Env, FunctionValue, Value } from '../binding/value.js';
import type { CheckReader } from './check.js';
import type { Described } from '../effects/described.js';
import type { EffectReader } from '../effects/effects.js';
import { handlesDuplicate } from './duplicates.js';
import { heldBy, isFilled } from '../binding/memory.js';
import type { EffectSource } from '../effect.js';
import { callsIn, triesIn } from './tries.js';
import { KEY, TEXTUAL, decides, isNegative, isPlain, senseOf, isOutcome } from './sense.js';
import { type Found, isOwn } from './looked-at.js';

/** Kinds that fail, or change nothing, when somebody else was first. */
const CLAIMING = new Set(['insert', 'claim', 'conditional']);
/** Calls that give the same in another type. */
const CONVERSION = /^(?:Boolean|BigInt|Number|String|(?:Number\.)?parse(?:Int|Float))$/;

export class CallCheckReader {
  constructor(readonly reader: CheckReader) {}

  /** What a test looks at when it looks at what a call gives. */
  of(
    node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
    env: Env,
    flipped: boolean,
    found: Found,
    depth: number,
    state: boolean,
  ): void {
    const args = this.reader.binder.argumentsOf(node, env);
    const callees = calleeValues(this.reader.binder, node, env);
    let known = false;
    for (const callee of callees) {
      if (callee.kind === 'function') {
        known = true;
        this.#returns(callee, this.reader.binder.activate(callee, args, node, env), flipped, found, depth, state);
        continue;
      }
      const target = callTarget(this.reader.binder, callee, args);
      // What is declared of a call tells nothing of its answer.
      if (!target || target.row.declared) continue;
      known = true;
      const effects = this.reader.effects.ofCall(target, args, node, env);
      const drafted = effects.length > 0 ? effects : this.#drafted(node, env);
      const failed = this.#failure(target, node, env);
      if (failed !== undefined && found.path.includes(failed)) {
        this.#failed(drafted, flipped, found);
        continue;
      }
      const before = drafted.length === 0 && target.receiver ? handedOn(node, target) : undefined;
      if (before) this.reader.read(before, env, flipped, found, depth + 1, state);
      for (const e of drafted) {
        const present =
          found.compared === 0 &&
          found.textual === 0 &&
          (e.measures === true ||
            found.path.every((name) => isOutcome(this.reader.binder.catalog, name) || KEY.test(name)));
        const sense = senseOf(e.kind === 'read' || target.row.guard?.answers === 'seen', flipped, state && !present);
        const column =
          sense === 'state' ? found.path.findLast((name) => !isOutcome(this.reader.binder.catalog, name)) : undefined;
        const truthy = column !== undefined && found.compared === 0 ? !flipped : undefined;
        const compared = sense === 'state' ? found.against : undefined;
        found.reads.push({ effect: sourceOf(e), sense, column, truthy, decides: decides(e.kind, found), compared });
      }
    }
    if (node.type === 'TaggedTemplateExpression') return;
    const callee = unwrap(node.callee);
    const through = callee.type === 'MemberExpression' && callee.object.type !== 'Super' ? callee.object : undefined;
    const memories = through ? this.reader.binder.evaluate(through, env).filter((v) => v.kind === 'memory') : [];
    if (memories.some((m) => this.#remembers(m, found))) {
      found.memory = true;
      return;
    }
    if (known || memories.some((m) => !isOwn(m, found.entered))) return;
    const textual = callee.type === 'MemberExpression' && TEXTUAL.has(propertyName(callee) ?? '') ? 1 : 0;
    found.textual += textual;
    if (through) this.#derived(through, env, flipped, found, depth, state);
    found.textual -= textual;
    if (CONVERSION.test(calleeText(callee, env.module.text))) {
      for (const a of node.arguments) this.reader.read(a, env, flipped, found, depth + 1, state);
    } else if (args.some((a) => this.reader.provenance.ofArgument(a) === 'message')) {
      found.unknownCalls.push(calleeText(node.callee, env.module.text));
    }
  }

  /** Is it filled by the code, kept from one message to the next, and with something of them? */
  #remembers(memory: Extract<Value, { kind: 'memory' }>, { entered }: Found): boolean {
    return !isOwn(memory, entered) && isFilled(memory) && !this.#isRegistry(memory);
  }

  /** What a method is called on: a text that was kept in memory is no trace of the message by itself. */
  #derived(node: TSESTree.Node, env: Env, flipped: boolean, found: Found, depth: number, state: boolean): void {
    const { memory } = found;
    this.reader.read(node, env, flipped, found, depth + 1, state);
    found.memory = memory;
  }

  /** Does the process keep functions, clients or services there, and so no trace of messages? */
  #isRegistry(memory: Extract<Value, { kind: 'memory' }>): boolean {
    return heldBy(this.reader.binder, memory).some((v) => /^(?:function|class|instance|library)$/.test(v.kind));
  }

  /** The property of the result that holds an error. */
  #failure(
    target: CallTarget,
    node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
    env: Env,
  ): string | undefined {
    if (target.row.failure !== undefined) return target.row.failure;
    const made = this.reader.binder.evaluate(node, env).flatMap((v) => (v.kind === 'library' ? v.draft : []));
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
    return this.reader.binder
      .evaluate(node, env)
      .flatMap((v) => (v.kind === 'library' && v.draft.length > 0 ? this.reader.effects.ofDraft(v.draft) : []));
  }

  /** What a project function's answer rests on: its return values, and for constant answers the tests before them. */
  #returns(fn: FunctionValue, env: Env, flipped: boolean, found: Found, depth: number, state: boolean): void {
    const returns = returnExpressions(fn.node);
    const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
    for (const expression of list) {
      const at = unwrap(expression);
      if (isPlain(at)) {
        // `if (row) return true;`: the constant answer stands for the test.
        this.reader.tests(at, fn.node, env, flipped, found, depth);
        this.#claimed(at, !isNegative(at), fn, env, flipped, found);
      } else this.reader.read(at, env, flipped, found, depth + 1, state);
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
      if (!statement.handler || !handlesDuplicate(this.reader.binder.catalog, statement, env.module)) continue;
      const lost = within(answer, statement.handler);
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
    const args = this.reader.binder.argumentsOf(node, env);
    const targets = calleeValues(this.reader.binder, node, env).flatMap(
      (c) => callTarget(this.reader.binder, c, args) ?? [],
    );
    const made = targets.flatMap((t) => this.reader.effects.ofCall(t, args, node, env));
    return made.length > 0 ? made : this.#drafted(node, env);
  }
}

function sourceOf({ kind, store, resource, node, where }: Described): EffectSource {
  return { kind, store, resource, node, where };
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
