/** Where a value comes from: the message, a fresh source, a store, a constant. */
import type { TSESTree } from '@typescript-eslint/types';
import { returnExpressions, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { type Argument, type Env, type FunctionValue, type Value, mix } from '../binding/value.js';
import type { Provenance } from '../effect.js';
import { expressionProvenance } from './expression-provenance.js';
import { ownProperty } from './property-provenance.js';

const MAX_DEPTH = 80;
/** Functions asked for their result before a question is given up. */
const MAX_ASKED = 2_000;

export class ProvenanceReader {
  readonly #returning = new Set<FunctionValue['node']>();
  #depth = 0;
  /** Functions asked for the outermost question. */
  #asked = 0;
  /** Functions whose result was too much to ask for, and what they were taken for: they are not asked again. */
  readonly #givenUp = new Map<FunctionValue['node'], Provenance>();

  constructor(readonly binder: Binder) {}

  /** Provenance of the value of `node` in `env`. A cycle adds nothing. */
  of(node: TSESTree.Node, env: Env): Provenance {
    const at = unwrap(node);
    const memo = env.memo.provenance;
    const known = memo.get(at);
    if (known !== undefined) return known;
    if (this.#depth > MAX_DEPTH) return 'unknown';
    if (this.#depth === 0) this.#asked = 0;
    memo.set(at, 'constant');
    this.#depth++;
    try {
      const found = expressionProvenance(this, at, env);
      memo.set(at, found);
      return found;
    } finally {
      this.#depth--;
    }
  }

  ofArgument(argument: Argument): Provenance {
    switch (argument.kind) {
      case 'expression':
      case 'spread':
        return this.of(argument.node, argument.env);
      case 'value':
        return argument.provenance === 'message' || argument.provenance === 'fresh'
          ? argument.provenance
          : (ownProvenance(argument.values) ?? argument.provenance);
      case 'element':
        return this.ofArgument(argument.of);
      case 'property':
        return this.property(argument.of, argument.name);
    }
  }

  /** Provenance of a property of what `argument` denotes. */
  property(argument: Argument, name: string): Provenance {
    const values = this.binder.argument(argument);
    const parts: Provenance[] = [];
    for (const value of values) {
      const own = ownProperty(this, value, name);
      if (own) parts.push(own);
    }
    if (parts.length > 0) return mix(parts);
    const whole = this.ofArgument(argument);
    return whole === 'fresh' && values.some((v) => v.kind === 'instance' || v.kind === 'object') ? 'unknown' : whole;
  }

  /** A function within itself adds nothing; one question asks functions a bounded number of times. */
  returned(fn: FunctionValue, env: Env): Provenance {
    if (this.#returning.has(fn.node)) return 'constant';
    const givenUp = this.#givenUp.get(fn.node);
    if (givenUp !== undefined || ++this.#asked > MAX_ASKED) {
      this.binder.limit('functions that call each other in too many ways');
      return givenUp ?? 'unknown';
    }
    const before = this.#asked;
    this.#returning.add(fn.node);
    try {
      const found = this.#ofReturns(fn, env);
      if (this.#asked > MAX_ASKED && this.#asked - before > MAX_ASKED / 2) this.#givenUp.set(fn.node, found);
      return found;
    } finally {
      this.#returning.delete(fn.node);
    }
  }

  #ofReturns(fn: FunctionValue, env: Env): Provenance {
    const returns = returnExpressions(fn.node);
    const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
    return list.length === 0 ? 'unknown' : mix(list.map((r) => this.of(r, env)));
  }
}

function ownProvenance(values: readonly Value[]): Provenance | undefined {
  for (const v of values) if (v.kind === 'library' && v.provenance) return v.provenance;
  return undefined;
}
