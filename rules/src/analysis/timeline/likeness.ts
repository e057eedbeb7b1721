/** Which activations are alike: the same code, given values that denote the same and come from the same kind of source? */
import { unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Argument, Env, Value } from '../binding/value.js';
import type { ProvenanceReader } from '../effects/provenance.js';

/** Values within values; what lies deeper is like nothing else. */
const MAX_DEPTH = 12;
/** Values of one activation; the next ones are like nothing else. */
const MAX_VALUES = 300;

/** Says of two activations whether code does the same in both, as far as it is seen at all. */
export class Likeness {
  readonly #ids = new Map<object, number>();
  readonly #kinds = new Map<string, number>();
  readonly #known = new Map<Env, number>();
  #depth = 0;
  #values = 0;

  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
  ) {}

  /** The same number for activations that are alike. */
  of(env: Env): number {
    const known = this.#known.get(env);
    if (known !== undefined) return known;
    // What leads back to itself is like nothing else.
    this.#known.set(env, -this.#idOf(env));
    const { module, fn, args, self, parent } = env;
    const found = this.#kindOf([
      this.#idOf(fn ?? module),
      args?.map((a) => this.#argument(a)).join() ?? 'open',
      self ? this.#value(self) : '',
      parent ? this.of(parent) : '',
    ]);
    this.#known.set(env, found);
    return found;
  }

  #argument(argument: Argument): number {
    const isWritten = argument.kind === 'expression' && unwrap(argument.node).type === 'Literal';
    const values = this.binder.argument(argument).map((v) => this.#value(v));
    return this.#kindOf([argument.kind === 'spread', isWritten, this.provenance.ofArgument(argument), ...values]);
  }

  #value(value: Value): number {
    if (this.#depth === 0) this.#values = 0;
    if (this.#depth >= MAX_DEPTH || ++this.#values > MAX_VALUES) return -this.#idOf(value);
    this.#depth++;
    try {
      return this.#kind(value);
    } finally {
      this.#depth--;
    }
  }

  #kind(value: Value): number {
    switch (value.kind) {
      case 'constant':
        return this.#kindOf([typeof value.value, value.value]);
      case 'function':
        return this.#kindOf([
          this.#idOf(value.node),
          this.of(value.env),
          value.self ? this.#value(value.self) : '',
          value.guarded,
          value.bound?.map((a) => this.#argument(a)).join(),
          value.listed ? this.#idOf(value.listed.node) : '',
        ]);
      case 'class':
      case 'enum':
      case 'memory':
        return this.#kindOf([this.#idOf(value.node), this.of(value.env)]);
      case 'object':
        return value.assigned ? -this.#idOf(value) : this.#kindOf([this.#idOf(value.node), this.of(value.env)]);
      case 'instance':
        return this.#kindOf([this.#value(value.cls), value.args?.map((a) => this.#argument(a)).join() ?? 'open']);
      case 'array':
        return this.#kindOf(['array', ...value.elements.map((a) => this.#argument(a))]);
      case 'namespace':
        return this.#kindOf(['module', this.#idOf(value.module)]);
      case 'export':
        return this.#kindOf(['export', this.#idOf(value.model)]);
      case 'shape':
        return this.#kindOf(['shape', this.#idOf(value.members)]);
      case 'package':
        return this.#kindOf(['package', value.name, value.generated]);
      case 'method':
        return this.#kindOf([value.name, this.#value(value.receiver)]);
      case 'library':
        return this.#kindOf([
          this.#idOf(value.library),
          value.type,
          value.resource,
          value.provenance,
          value.site ? this.#idOf(value.site.node) : '',
          value.content ? this.#argument(value.content) : '',
          ...value.draft.map((d) => this.#idOf(d.node)),
        ]);
    }
  }

  #idOf(of: object): number {
    const known = this.#ids.get(of) ?? this.#ids.size + 1;
    this.#ids.set(of, known);
    return known;
  }

  #kindOf(parts: readonly unknown[]): number {
    const key = parts.join('\0');
    const known = this.#kinds.get(key) ?? this.#kinds.size + 1;
    this.#kinds.set(key, known);
    return known;
  }
}
