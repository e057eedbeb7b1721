/** What a test looks at when it looks at the answer of a call: a library, a function of the project, memory. */
import type { TSESTree } from '@typescript-eslint/types';
import { calleeText, propertyName, returnExpressions, unwrap, within } from '../ast.js';
import { type CallTarget, callTarget, calleeValues } from '../binding/call-target.js';
import type { Argument, CallNode, Env, FunctionValue, Value } from '../binding/value.js';
import type { CheckReader } from './check.js';
import type { Described } from '../effects/described.js';
import { handlesDuplicate } from './duplicates.js';
import { heldBy, isFilledBy, isForItself } from '../binding/memory.js';
import type { CheckedRead, EffectSource } from '../effect.js';
import { callsIn, triesIn } from './tries.js';
import { KEY, TEXTUAL, decides, isNegative, isPlain, senseOf, isOutcome } from './sense.js';
import { type Found, type Look, isOwn } from './looked-at.js';

/** Kinds that fail, or change nothing, when somebody else was first. */
export const CLAIMING = new Set(['insert', 'claim', 'conditional']);
/** Calls that give the same in another type, or another view of it: nothing where there was nothing. */
const CONVERSION = /^(?:Boolean|BigInt|Number|String|(?:Number\.)?parse(?:Int|Float)|Object\.(?:keys|values|entries))$/;

type AnsweringCall = TSESTree.CallExpression | TSESTree.TaggedTemplateExpression;

export class CallCheckReader {
  constructor(readonly reader: CheckReader) {}

  /** What a test looks at when it looks at what a call gives. */
  of(node: AnsweringCall, look: Look): void {
    const { env, found } = look;
    const args = this.reader.binder.argumentsOf(node, env);
    const known = calleeValues(this.reader.binder, node, env).filter((c) => this.#callee(c, args, node, look));
    if (node.type === 'TaggedTemplateExpression') return;
    const callee = unwrap(node.callee);
    const through = callee.type === 'MemberExpression' && callee.object.type !== 'Super' ? callee.object : undefined;
    // Whether a memory is the handler's own depends on the functions that it has run so far.
    const memories = through ? this.reader.binder.evaluate(through, env).filter((v) => v.kind === 'memory') : [];
    if (memories.length > 0) found.isOfSurroundings = true;
    if (memories.some((m) => this.#remembers(m, found))) found.memory = true;
    else if (known.length === 0 && memories.every((m) => isOwn(m, found.entered)))
      this.#unknown(node, through, args, look);
  }

  /** What one of the functions that the call may mean answers; false where nobody knows it. */
  #callee(callee: Value, args: readonly Argument[], node: AnsweringCall, look: Look): boolean {
    const { binder } = this.reader;
    if (callee.kind === 'function') {
      this.returns(callee, { ...look, env: binder.activate(callee, args, node, look.env) });
      return true;
    }
    const target = callTarget(binder, callee, args);
    // What is declared of a call tells nothing of its answer.
    if (!target || target.row.declared) return false;
    this.#row(target, args, node, look);
    return true;
  }

  #row(target: CallTarget, args: readonly Argument[], node: AnsweringCall, look: Look): void {
    const made = this.reader.effects.ofCall(target, args, node, look.env);
    const effects = made.length > 0 ? made : this.#drafted(node, look.env);
    const failed = this.#failure(target, node, look.env);
    if (failed !== undefined) look.found.isOfSurroundings = true;
    if (failed !== undefined && look.found.path.includes(failed)) {
      this.#failed(effects, look);
      return;
    }
    this.#transacted(target, args, node, look);
    this.#handedBack(target, args, node, look);
    const before = effects.length === 0 && target.receiver ? handedOn(node, target) : undefined;
    if (before) this.reader.read(before, look);
    for (const effect of effects) this.#answer(effect, target.row.guard?.answers === 'seen', look);
  }

  /** A transaction answers what the function that it is given answers. */
  #transacted({ row, receiver }: CallTarget, args: readonly Argument[], node: AnsweringCall, look: Look): void {
    const { binder } = this.reader;
    const { transaction } = row;
    if (transaction?.form !== 'callback' || !transaction.at || node.type !== 'CallExpression') return;
    const made = transaction.of === 'receiver' ? receiver?.site : undefined;
    const taken = made ? binder.argumentsOf(made.node, made.env) : args;
    for (const at of binder.at(taken, transaction.at)) {
      for (const fn of binder.argument(at)) {
        if (fn.kind === 'function') this.returns(fn, { ...look, env: binder.activate(fn, [], node, look.env) });
      }
    }
  }

  /** `withClient((client) => client.query(…))`: the call gives what a function among its arguments gives. */
  #handedBack({ row }: CallTarget, args: readonly Argument[], node: AnsweringCall, look: Look): void {
    const { binder } = this.reader;
    const [index, ...steps] = row.returnsArgument ?? [];
    if (index === undefined || steps.at(-1) !== '()') return;
    const activations = look.env.memo.activations.get(node) ?? [];
    for (const at of binder.at(args, [index, ...steps.slice(0, -1)])) {
      for (const fn of binder.argument(at)) {
        if (fn.kind !== 'function') continue;
        const entered = activations.find((a) => a.fn.node === fn.node)?.env;
        this.returns(fn, { ...look, env: entered ?? binder.activate(fn, undefined, fn.node, fn.env) });
      }
    }
  }

  /** Takes down how the outcome of the effect is looked at. */
  #answer(effect: Described, isSeen: boolean, { flipped, state, found }: Look): void {
    const { catalog } = this.reader.binder;
    const present =
      found.compared === 0 &&
      found.textual === 0 &&
      (effect.measures === true || found.path.every((name) => isOutcome(catalog, name) || KEY.test(name)));
    const sense = senseOf(effect.kind === 'read' || isSeen, flipped, state && !present);
    const column = sense === 'state' ? found.path.findLast((name) => !isOutcome(catalog, name)) : undefined;
    const truthy = column !== undefined && found.compared === 0 ? !flipped : undefined;
    const compared = sense === 'state' ? found.against : undefined;
    const read = { effect: sourceOf(effect), sense, column, truthy, decides: decides(effect.kind, found), compared };
    found.reads.push(...(column === undefined ? [read] : columnReads(read, column, effect)));
  }

  /** A call nobody knows: what it is made on, what it is given in another type, or its name. */
  #unknown(
    node: TSESTree.CallExpression,
    through: TSESTree.Node | undefined,
    args: readonly Argument[],
    look: Look,
  ): void {
    const { found } = look;
    const callee = unwrap(node.callee);
    const textual = callee.type === 'MemberExpression' && TEXTUAL.has(propertyName(callee) ?? '') ? 1 : 0;
    found.textual += textual;
    if (through) this.#derived(through, look);
    found.textual -= textual;
    const name = calleeText(callee, look.env.module.text);
    if (CONVERSION.test(name)) for (const a of node.arguments) this.reader.read(a, look);
    else if (args.some((a) => this.reader.provenance.ofArgument(a) === 'message')) found.unknownCalls.push(name);
  }

  /** Is it filled by the code, kept from one message to the next, and with something of them? */
  #remembers(memory: Extract<Value, { kind: 'memory' }>, { entered, run }: Found): boolean {
    return !isOwn(memory, entered) && isFilledBy(memory, run) && !isForItself(memory) && !this.#isRegistry(memory);
  }

  /** What a method is called on: a text that was kept in memory is no trace of the message by itself. */
  #derived(node: TSESTree.Node, look: Look): void {
    const { memory } = look.found;
    this.reader.read(node, look);
    look.found.memory = memory;
  }

  /** Does the process keep functions, clients or services there, and so no trace of messages? */
  #isRegistry(memory: Extract<Value, { kind: 'memory' }>): boolean {
    return heldBy(this.reader.binder, memory).some((v) => /^(?:function|class|instance|library)$/.test(v.kind));
  }

  /** The property of the result that holds an error. */
  #failure(target: CallTarget, node: AnsweringCall, env: Env): string | undefined {
    if (target.row.failure !== undefined) return target.row.failure;
    const made = this.reader.binder.evaluate(node, env).flatMap((v) => (v.kind === 'library' ? v.draft : []));
    return made.find((d) => d.model.failure !== undefined)?.model.failure;
  }

  /** `error.code === '23505'`: the thing was there before. Any other look at the error says nothing of it. */
  #failed(effects: readonly Described[], { flipped, found }: Look): void {
    if (!found.duplicate) return;
    for (const e of effects) {
      found.reads.push({ effect: sourceOf(e), sense: flipped ? 'missing' : 'found', duplicate: true, decides: true });
    }
  }

  #drafted(node: AnsweringCall, env: Env): readonly Described[] {
    return this.reader.binder
      .evaluate(node, env)
      .flatMap((v) => (v.kind === 'library' && v.draft.length > 0 ? this.reader.effects.ofDraft(v.draft) : []));
  }

  /** What a project function's answer rests on: its return values, and for constant answers the tests before them. */
  returns(fn: FunctionValue, look: Look): void {
    const returns = returnExpressions(fn.node);
    const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
    for (const expression of list) {
      const at = unwrap(expression);
      if (isPlain(at)) {
        // `if (row) return true;`: the constant answer stands for the test.
        this.reader.tests(at, fn.node, look);
        this.#claimed(at, fn, look);
      } else this.reader.read(at, look);
    }
  }

  /** `try { insert; return true } catch (e) { if (isDuplicate(e)) return false; throw e }`: the answer says who won the claim. */
  #claimed(answer: TSESTree.Node, fn: FunctionValue, { env, flipped, found }: Look): void {
    const positive = !isNegative(answer);
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
  #effectsOf(node: CallNode, env: Env): readonly Described[] {
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

/** The look at something that a SELECT gives, as looks at the columns it rests on, in whichever of its tables they are. */
function columnReads(read: CheckedRead, column: string, { sql, resource }: Described): readonly CheckedRead[] {
  const selected = sql?.statement.selected.find((s) => s.name === column);
  if (!selected) return [read];
  const { truthy, compared, ...calculated } = read;
  return selected.columns.flatMap((base) => {
    const tables = base.tables.length > 0 ? base.tables : [resource];
    return tables.map((table) => ({
      ...(selected.isPlain ? { ...calculated, truthy, compared } : calculated),
      effect: { ...read.effect, resource: table },
      column: base.column,
    }));
  });
}

/** What was read before a call that only hands it on: `find().toArray()`, `snapshot.data()`. */
function handedOn(node: AnsweringCall, { row }: CallTarget): TSESTree.Node | undefined {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  const before = callee?.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return before?.type === 'CallExpression' || row.provenance === 'state' ? before : undefined;
}
