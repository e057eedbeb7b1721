/** What an expression denotes, and the activations (environments) in which expressions are read. */
import type { TSESTree } from '@typescript-eslint/types';
import type { CallModel, ExportModel, LibraryModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import type { Provenance } from '../effect.js';

export type FunctionNode =
  | TSESTree.ArrowFunctionExpression
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.TSEmptyBodyFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;

/**
 * A function activation, or a module's top level. `args` absent means *open*: the function was entered without a call we
 * saw, so its parameters are whatever its callers pass.
 */
export interface Env {
  readonly module: Module;
  readonly fn: FunctionNode | undefined;
  readonly args: readonly Argument[] | undefined;
  readonly self: Value | undefined;
  /** Activation that lexically encloses `fn`. */
  readonly parent: Env | undefined;
  readonly depth: number;
  /** How many activations of `fn` it lies in, each of which was called within the one before. */
  readonly recursion: number;
  readonly memo: EnvMemo;
}

/**
 * What was found out so far about code read in one environment; it lives as long as the environment does. Fields of the
 * environment and not tables beside it: weak tables with an entry for each of a hundred thousand environments cost more
 * time in the garbage collector than all analysis.
 */
export interface EnvMemo {
  readonly values: Map<TSESTree.Node, readonly Value[]>;
  readonly provenance: Map<TSESTree.Node, Provenance>;
  /** By call site. */
  readonly activations: Map<TSESTree.Node, { fn: FunctionValue; env: Env }[]>;
  /** Members of object literals, by literal and name. */
  readonly members: Map<TSESTree.Node, Map<string, unknown>>;
  readonly classes: Map<ClassNode, ClassValue>;
  /** Open activations of functions written inside. */
  readonly nested: Map<FunctionNode, Env>;
  /** Expressions in which a test was seen to look at nothing. */
  readonly empty: Map<TSESTree.Node, Reach>;
}

/** How far was an expression read? */
export interface Reach {
  /** Expressions in it, counted as often as they were read. */
  readonly steps: number;
  /** How deep the deepest of them lies in it. */
  readonly depth: number;
}

/** A new environment about which nothing is known yet. */
export function newEnv(parts: Omit<Env, 'depth' | 'recursion' | 'memo'>, depth: number, recursion = 0): Env {
  const { module, fn, args, self, parent } = parts;
  return { module, fn, args, self, parent, depth, recursion, memo: new LazyMemo() };
}

/** Most environments need one or two of the tables. Private by name only: setting up private fields takes longer than all the rest. */
class LazyMemo implements EnvMemo {
  private ofValues: EnvMemo['values'] | undefined = undefined;
  private ofProvenance: EnvMemo['provenance'] | undefined = undefined;
  private ofActivations: EnvMemo['activations'] | undefined = undefined;
  private further: FurtherMemo | undefined = undefined;

  get values(): EnvMemo['values'] {
    return (this.ofValues ??= new Map());
  }
  get provenance(): EnvMemo['provenance'] {
    return (this.ofProvenance ??= new Map());
  }
  get activations(): EnvMemo['activations'] {
    return (this.ofActivations ??= new Map());
  }
  get members(): EnvMemo['members'] {
    return (this.rare.members ??= new Map());
  }
  get classes(): EnvMemo['classes'] {
    return (this.rare.classes ??= new Map());
  }
  get nested(): EnvMemo['nested'] {
    return (this.rare.nested ??= new Map());
  }
  get empty(): EnvMemo['empty'] {
    return (this.rare.empty ??= new Map());
  }

  private get rare(): FurtherMemo {
    return (this.further ??= { members: undefined, classes: undefined, nested: undefined, empty: undefined });
  }
}

type FurtherMemo = {
  -readonly [K in 'members' | 'classes' | 'nested' | 'empty']: EnvMemo[K] | undefined;
};

/** What a parameter is bound to. Read lazily, in the caller's environment. */
export type Argument =
  | { readonly kind: 'expression'; readonly node: TSESTree.Node; readonly env: Env }
  | { readonly kind: 'spread'; readonly node: TSESTree.Node; readonly env: Env }
  | { readonly kind: 'value'; readonly values: readonly Value[]; readonly provenance: Provenance }
  /** An element of what the argument denotes (callback of `map`, loop variable). */
  | { readonly kind: 'element'; readonly of: Argument }
  | { readonly kind: 'property'; readonly of: Argument; readonly name: string };

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionNode;
  readonly env: Env;
  readonly self: Value | undefined;
  /** Wrapped so that it runs once per key. */
  readonly guarded?: boolean;
  /** Arguments that stand before those of each call: `send.bind(undefined, channel)`. */
  readonly bound?: readonly Argument[];
  /** The row of middlewares in which it is the next one. */
  readonly listed?: Listed;
}
/** A place in a row of functions of which each runs the next one. */
export interface Listed {
  readonly module: Module;
  /** Where the function is named. */
  readonly node: TSESTree.Node;
  /** Is the request answered when the first function ends? Else by whoever uses the response that all of them are given. */
  readonly endsWithCaller: boolean;
}
export interface ClassValue {
  readonly kind: 'class';
  readonly node: ClassNode;
  readonly env: Env;
}
export interface InstanceValue {
  readonly kind: 'instance';
  readonly cls: ClassValue;
  /** Constructor arguments; undefined when a container makes it. */
  readonly args: readonly Argument[] | undefined;
  /** The `new` expression, where there is one. */
  readonly site: TSESTree.Node | undefined;
}
export interface ObjectValue {
  readonly kind: 'object';
  readonly node: TSESTree.ObjectExpression;
  readonly env: Env;
  /** What a function that was given the object set on it, by property. */
  readonly assigned?: ReadonlyMap<string, Argument>;
}
export interface ArrayValue {
  readonly kind: 'array';
  readonly elements: readonly Argument[];
}
export interface NamespaceValue {
  readonly kind: 'namespace';
  readonly module: Module;
}
/** An object of a modelled library. */
export interface LibraryValue {
  readonly kind: 'library';
  readonly library: LibraryModel;
  readonly type: string;
  /** Table, collection, queue: what the object stands for. */
  readonly resource: string | undefined;
  /** The call that made it, for options given there. */
  readonly site: { readonly node: CallNode; readonly env: Env } | undefined;
  readonly provenance: Provenance | undefined;
  /** Effects described by the chain of calls so far (builders, command objects). */
  readonly draft: readonly DraftPart[];
  /** Object that was wrapped: `repo.create(obj)`, `new Model(obj)`. */
  readonly content: Argument | undefined;
}
export interface DraftPart {
  readonly node: CallNode;
  readonly env: Env;
  readonly model: CallModel;
  readonly receiver: LibraryValue | undefined;
}
/** Something a modelled package exports, not yet called. */
export interface ExportValue {
  readonly kind: 'export';
  readonly library: LibraryModel;
  readonly name: string;
  readonly model: ExportModel;
}
/** A member of a modelled object with a call row. */
export interface MethodValue {
  readonly kind: 'method';
  readonly receiver: LibraryValue;
  /** Whose rows these are: the receiver's library, or one whose type it extends. */
  readonly library: LibraryModel;
  readonly name: string;
  readonly calls: readonly CallModel[];
}
export interface ConstantValue {
  readonly kind: 'constant';
  readonly value: string | number | boolean | null;
}
/** Something of a package without rows. */
export interface PackageValue {
  readonly kind: 'package';
  readonly name: string;
  /** An object that the package generates from the schema, whose members are texts: their own names. */
  readonly generated?: string;
}

/** A TypeScript enum. */
export interface EnumValue {
  readonly kind: 'enum';
  readonly node: TSESTree.TSEnumDeclaration;
  readonly env: Env;
}
/** A `Map` or `Set` of the language: process memory. */
export interface MemoryValue {
  readonly kind: 'memory';
  readonly node: TSESTree.NewExpression;
  readonly env: Env;
}

/** Something known by its declared members only: an interface without implementation, an object type. */
export interface ShapeValue {
  readonly kind: 'shape';
  readonly members: readonly TSESTree.TypeElement[];
  readonly env: Env;
}

export type Value =
  | EnumValue
  | ShapeValue
  | MemoryValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ObjectValue
  | ArrayValue
  | NamespaceValue
  | LibraryValue
  | ExportValue
  | MethodValue
  | ConstantValue
  | PackageValue;

/** Do two values denote the same thing? Structural, one level deep. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'function':
      return (
        a.node === (b as FunctionValue).node &&
        a.env === (b as FunctionValue).env &&
        a.self === (b as FunctionValue).self &&
        a.guarded === (b as FunctionValue).guarded &&
        a.bound === (b as FunctionValue).bound
      );
    case 'class':
      return a.node === (b as ClassValue).node;
    case 'instance': {
      const other = b as InstanceValue;
      return (
        a.cls.node === other.cls.node && (a.args === other.args || (a.site !== undefined && a.site === other.site))
      );
    }
    case 'object':
      return a.node === (b as ObjectValue).node && a.env === (b as ObjectValue).env;
    case 'namespace':
      return a.module === (b as NamespaceValue).module;
    case 'library': {
      const other = b as LibraryValue;
      return (
        a.library === other.library &&
        a.type === other.type &&
        a.resource === other.resource &&
        a.site?.node === other.site?.node &&
        a.draft.length === other.draft.length &&
        a.content === other.content
      );
    }
    case 'export':
      return a.model === (b as ExportValue).model;
    case 'method':
      return a.name === (b as MethodValue).name && sameValue(a.receiver, (b as MethodValue).receiver);
    case 'constant':
      return a.value === (b as ConstantValue).value;
    case 'package':
      return a.name === (b as PackageValue).name && a.generated === (b as PackageValue).generated;
    case 'shape':
      return a.members === (b as ShapeValue).members;
    case 'enum':
      return a.node === (b as EnumValue).node;
    case 'memory':
      return a.node === (b as MemoryValue).node;
    case 'array':
      return false;
  }
}

/** Do the values tell what stands there? A `null` alone is a place that is filled later, or elsewhere. */
export function isTelling(values: readonly Value[]): boolean {
  return values.some((v) => v.kind !== 'constant' || v.value !== null);
}

const CAP = 24;

/** The union of value lists, without repetition, bounded. */
export function union(...lists: readonly (readonly Value[])[]): readonly Value[] {
  const filled = lists.filter((l) => l.length > 0);
  if (filled.length === 0) return [];
  if (filled.length === 1) return filled[0] ?? [];
  const out: Value[] = [];
  for (const list of filled) {
    for (const value of list) {
      if (out.length >= CAP) return out;
      if (!out.some((o) => sameValue(o, value))) out.push(value);
    }
  }
  return out;
}

/** Provenance of a value made of several: `fresh` wins, then `unknown`, `state`, `message`, `constant`. */
export function mix(parts: readonly Provenance[]): Provenance {
  for (const p of ['fresh', 'unknown', 'state', 'message'] as const) if (parts.includes(p)) return p;
  return 'constant';
}
