/** Which transaction an effect takes part in: of callbacks, and of BEGIN … COMMIT on one connection. */
import type { Binder } from '../binding/bind.js';
import type { Condition, Place } from '../effect.js';
import type { LibraryValue, Value } from '../binding/value.js';
import { isFunctionNode, unwrap } from '../ast.js';

/** A connection with an open transaction. */
interface Session {
  readonly id: number;
  readonly client: LibraryValue;
  readonly conditions: readonly Condition[];
}

const MAX_HOPS = 12;

export class Transactions {
  readonly #clients = new Map<number, LibraryValue>();
  /** Those that were begun so. */
  readonly serializable = new Set<number>();
  #sessions: readonly Session[] = [];
  readonly #calls = new WeakMap<object, number>();
  #count = 0;

  /** What is walked after the commit, by transaction. */
  readonly #later = new Map<number, (() => void)[]>();

  constructor(readonly binder: Binder) {}

  /** @param client the only value through which effects take part; without one all effects of the callback do */
  open(client?: LibraryValue, call?: Place): number {
    const id = ++this.#count;
    if (client) this.#clients.set(id, client);
    if (call && asksForSerial(call)) this.serializable.add(id);
    return id;
  }

  /** Runs `walk` when that transaction has committed; at once where there is none, or where its end is not seen. */
  afterCommit(id: number | undefined, walk: () => void): void {
    if (id === undefined) walk();
    else this.#later.set(id, [...(this.#later.get(id) ?? []), walk]);
  }

  committed(id: number): void {
    const later = this.#later.get(id) ?? [];
    this.#later.delete(id);
    for (const walk of later) walk();
  }

  begin(client: LibraryValue, conditions: readonly Condition[], call: Place): void {
    const others = this.#sessions.filter((s) => !isSame(s.client, client));
    this.#sessions = [...others, { id: this.open(undefined, call), client, conditions }];
  }

  /** A commit on one path only (an early return) leaves the transaction open for the others. */
  end(client: LibraryValue, conditions: readonly Condition[]): void {
    this.#sessions = this.#sessions.filter(
      (s) => !(this.#derives(client, s.client) && conditions.length <= s.conditions.length),
    );
  }

  /** The transaction of an effect made on `receiver` where `surrounding` is the callback's. */
  of(receiver: LibraryValue | undefined, surrounding: number | undefined): number | undefined {
    const client = surrounding === undefined ? undefined : this.#clients.get(surrounding);
    if (surrounding !== undefined && !(client && receiver && this.#isElsewhere(receiver, client))) return surrounding;
    return receiver && this.#sessions.find((s) => this.#derives(receiver, s.client))?.id;
  }

  /** The transaction of what is done in one call. */
  ofOne(call: object | undefined): number | undefined {
    if (call === undefined) return undefined;
    const id = this.#calls.get(call) ?? this.open();
    this.#calls.set(call, id);
    return id;
  }

  /** Is the value certainly of the same library but not got from `client`? */
  #isElsewhere(value: LibraryValue, client: LibraryValue): boolean {
    if (value.library !== client.library || this.#derives(value, client)) return false;
    const root = this.#root(value);
    return root.site !== undefined || root.type !== client.type;
  }

  #derives(value: LibraryValue, client: LibraryValue, hops = 0): boolean {
    if (isSame(value, client)) return true;
    return hops < MAX_HOPS && this.#makers(value).some((m) => this.#derives(m, client, hops + 1));
  }

  #root(value: LibraryValue, hops = 0): LibraryValue {
    const [maker] = hops < MAX_HOPS ? this.#makers(value) : [];
    return maker ? this.#root(maker, hops + 1) : value;
  }

  /** What the call that made the value was made on, or given. */
  #makers(value: LibraryValue): readonly LibraryValue[] {
    const { site } = value;
    if (!site) return [];
    const { node, env } = site;
    const at = unwrap(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee);
    const object = at.type === 'MemberExpression' && at.object.type !== 'Super' ? at.object : at;
    const given = node.type === 'NewExpression' ? node.arguments : [object];
    return given.flatMap((g) =>
      g.type === 'SpreadElement'
        ? []
        : this.binder
            .evaluate(g, env)
            .filter(isLibrary)
            .filter((v) => v.site !== site),
    );
  }
}

/** Does the call that begins a transaction name the isolation level: an option, an enum's member, SQL text? Callbacks do not count. */
function asksForSerial({ node, module }: Place): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return false;
  const callbacks = node.type === 'CallExpression' ? node.arguments.filter((a) => isFunctionNode(a)) : [];
  const text = callbacks.reduce(
    (rest, f) => rest.replace(module.text.slice(f.range[0], f.range[1]), ''),
    module.text.slice(node.range[0], node.range[1]),
  );
  return /serializable/i.test(text);
}

function isLibrary(value: Value): value is LibraryValue {
  return value.kind === 'library';
}

/** The same object, as far as can be told: made by the same call, or known by the same type only. */
function isSame(a: LibraryValue, b: LibraryValue): boolean {
  if (a.library !== b.library) return false;
  return a.site === undefined && b.site === undefined ? a.type === b.type : a.site?.node === b.site?.node;
}
