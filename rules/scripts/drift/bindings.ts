/** Which declared types stand behind a type of the rows? Each pair is handed out once. */
import type ts from 'typescript';
import { constituents, iterated } from './options.js';

/** The same declaration with other type arguments has other options at most; so many are looked at. */
const ALIKE = 3;
const MOST = 60;

export class Bindings {
  readonly #byName = new Map<string, Set<ts.Type>>();
  readonly #alike = new Map<string, number>();
  readonly #open: { readonly name: string; readonly type: ts.Type }[] = [];
  readonly #makers = new Map<string, Set<ts.Signature>>();
  readonly #ids = new Map<ts.Symbol, number>();

  constructor(
    readonly checker: ts.TypeChecker,
    /** Types of the rows; references to those of other libraries are let go. */
    readonly known: ReadonlySet<string>,
  ) {}

  add(name: string | undefined, type: ts.Type): void {
    if (name === undefined || !this.known.has(name)) return;
    for (const part of constituents(this.checker, type)) this.#addPart(name, part);
    // Rows speak of one message where a list of them is given.
    for (const part of iterated(this.checker, type))
      for (const p of constituents(this.checker, part)) this.#addPart(name, p);
  }

  #addPart(name: string, type: ts.Type): void {
    const bound = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, bound);
    const key = `${name} ${this.#idOf(type)}`;
    const alike = this.#alike.get(key) ?? 0;
    if (bound.has(type) || bound.size >= MOST || alike >= ALIKE) return;
    this.#alike.set(key, alike + 1);
    bound.add(type);
    this.#open.push({ name, type });
  }

  #idOf(type: ts.Type): string {
    const symbol = type.aliasSymbol ?? type.getSymbol();
    if (!symbol) return this.checker.typeToString(type);
    const id = this.#ids.get(symbol) ?? this.#ids.size;
    this.#ids.set(symbol, id);
    return String(id);
  }

  /** The calls that give an object of that type: what they take are its options. */
  made(name: string, signatures: readonly ts.Signature[]): void {
    const known = this.#makers.get(name) ?? new Set();
    this.#makers.set(name, known);
    for (const signature of signatures) known.add(signature);
  }

  makers(name: string): readonly ts.Signature[] {
    return [...(this.#makers.get(name) ?? [])];
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  next(): { readonly name: string; readonly type: ts.Type } | undefined {
    return this.#open.shift();
  }
}
