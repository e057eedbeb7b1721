/** Classes whose decorators describe a table, with what they inherit. */
import type { TSESTree } from '@typescript-eslint/types';
import { nearest } from './naming.js';
import { elements, isComputed, lastName, nameOfKey, type Unit, unwrap, visit } from './syntax.js';

type Node = TSESTree.Node;

export interface Decorator {
  readonly name: string;
  /** Module it is imported from. */
  readonly from: string | undefined;
  readonly args: readonly Node[];
  readonly line: number;
  readonly unit: Unit;
}

export interface Member {
  readonly property: string;
  readonly decorators: readonly Decorator[];
  /** `name?:` or `| null`. */
  readonly optional: boolean;
  /** `string`, `number`, or the name of the type. */
  readonly type: string | undefined;
  /** Given anew with each object: an initialiser, constructor or insert hook that makes a value. */
  readonly fresh: boolean;
  readonly value: Node | undefined;
  readonly line: number;
  readonly unit: Unit;
}

export interface ClassRecord {
  readonly name: string;
  readonly base: string | undefined;
  readonly decorators: readonly Decorator[];
  readonly members: readonly Member[];
  readonly file: string;
  readonly line: number;
  readonly unit: Unit;
}

const HOOK = /^Before(?:Insert|Create|Upsert|Validate)$/;

/** The classes of all sources, so that a base class in another file is found by its name. */
export class Classes {
  readonly all: readonly ClassRecord[];
  readonly #byName = new Map<string, ClassRecord[]>();

  constructor(units: readonly Unit[]) {
    this.all = units.flatMap(classesOf);
    for (const record of this.all) {
      const known = this.#byName.get(record.name);
      if (known) known.push(record);
      else this.#byName.set(record.name, [record]);
    }
  }

  /** The class and its bases, nearest first. */
  lineage(record: ClassRecord): readonly ClassRecord[] {
    const line = [record];
    for (let at = this.#base(record); at && !line.includes(at); at = this.#base(at)) line.push(at);
    return line;
  }

  #base(record: ClassRecord): ClassRecord | undefined {
    return record.base === undefined
      ? undefined
      : nearest(
          record.file,
          (this.#byName.get(record.base) ?? []).filter((r) => r !== record),
        );
  }

  /** Decorators of the class and of its bases. */
  decorators(record: ClassRecord): readonly Decorator[] {
    return this.lineage(record).flatMap((r) => r.decorators);
  }

  /** Members with the inherited ones, each overridden one only once. */
  members(record: ClassRecord): readonly Member[] {
    const found = new Map<string, Member>();
    for (const at of [...this.lineage(record)].reverse()) {
      for (const member of at.members) {
        const known = found.get(member.property);
        if (!known || member.decorators.length > 0) found.set(member.property, member);
        else if (member.fresh) found.set(member.property, { ...known, fresh: true });
      }
    }
    return [...found.values()];
  }
}

/** The decorator of that name, if a class or member has it. */
export function decorator(
  of: { readonly decorators: readonly Decorator[] },
  ...names: readonly string[]
): Decorator | undefined {
  return of.decorators.find((d) => names.includes(d.name));
}

/** Is it imported from that package, or through a file of the project that may pass it on? */
export function isFrom(d: Decorator, packages: RegExp): boolean {
  return d.from === undefined || packages.test(d.from) || /^(?:\.|@\/|~|src\/)/.test(d.from);
}

/** The options object of a decorator or call, wherever it stands among the arguments. */
export function optionsOf(args: readonly Node[]): Node | undefined {
  return args.findLast((a) => unwrap(a).type === 'ObjectExpression');
}

/** Property names of a list argument: strings, or `(o) => [o.a, o.b]`, or `(o) => ({ a: 1 })`. Undefined when one is not known. */
export function propertyList(node: Node | undefined, unit: Unit): readonly string[] | undefined {
  if (!node) return undefined;
  const at = unwrap(node);
  if (at.type === 'ArrowFunctionExpression') {
    const body = unwrap(at.body);
    if (body.type === 'ObjectExpression')
      return body.properties.flatMap((p) => (p.type === 'Property' ? (nameOfKey(p) ?? []) : []));
    const names = elements(body, unit).map((e) => lastName(e));
    return names.every((n) => n !== undefined) ? names : undefined;
  }
  const names = elements(at, unit).map((e) =>
    e.type === 'Literal' && typeof e.value === 'string'
      ? e.value
      : e.type === 'MemberExpression'
        ? lastName(e)
        : undefined,
  );
  return names.length > 0 && names.every((n) => n !== undefined) ? names : undefined;
}

function classesOf(unit: Unit): readonly ClassRecord[] {
  return [...unit.all('ClassDeclaration'), ...unit.all('ClassExpression')].flatMap((node) => {
    const name = node.id?.name;
    if (name === undefined) return [];
    return [
      {
        name,
        base: baseOf(node),
        decorators: decoratorsOf(node, unit),
        members: membersOf(node, unit),
        file: unit.path,
        line: unit.line(node),
        unit,
      },
    ];
  });
}

/** `extends Base`, also through a mixin: `extends Audited(Base)`. */
function baseOf(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): string | undefined {
  if (!node.superClass) return undefined;
  const at = unwrap(node.superClass);
  if (at.type === 'TSInstantiationExpression') return lastName(at.expression);
  return at.type === 'CallExpression'
    ? at.arguments.map((a) => lastName(a)).find((n) => n !== undefined)
    : lastName(at);
}

function decoratorsOf(node: { readonly decorators?: readonly TSESTree.Decorator[] }, unit: Unit): readonly Decorator[] {
  return (node.decorators ?? []).flatMap((d) => {
    const at = unwrap(d.expression);
    const callee = at.type === 'CallExpression' ? unwrap(at.callee) : at;
    const local = callee.type === 'MemberExpression' ? callee.object : callee;
    const name = lastName(callee);
    if (name === undefined) return [];
    const imported = local.type === 'Identifier' ? unit.imports.get(local.name) : undefined;
    const renamed =
      callee.type === 'Identifier' && imported && imported.name !== 'default' && imported.name !== '*'
        ? imported.name
        : name;
    return [
      {
        name: renamed,
        from: imported?.from,
        args: at.type === 'CallExpression' ? at.arguments : [],
        line: unit.line(d),
        unit,
      },
    ];
  });
}

function membersOf(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, unit: Unit): readonly Member[] {
  const hooked = assignedProperties(node, unit);
  return node.body.body.flatMap((m): readonly Member[] => {
    if (
      m.type !== 'PropertyDefinition' &&
      m.type !== 'MethodDefinition' &&
      m.type !== 'AccessorProperty' &&
      m.type !== 'TSAbstractPropertyDefinition'
    )
      return [];
    const property = nameOfKey(m);
    if (property === undefined || m.static) return [];
    const annotation = m.type === 'MethodDefinition' ? undefined : m.typeAnnotation?.typeAnnotation;
    const value = m.type === 'MethodDefinition' ? null : m.value;
    const { type, nullable } = typeOf(annotation);
    return [
      {
        property,
        decorators: decoratorsOf(m, unit),
        optional: nullable || (m.type !== 'MethodDefinition' && m.optional),
        type,
        fresh: hooked.has(property) || (value !== null && isFreshValue(value)),
        value: value ?? undefined,
        line: unit.line(m),
        unit,
      },
    ];
  });
}

function typeOf(node: TSESTree.TypeNode | undefined): { type: string | undefined; nullable: boolean } {
  if (node?.type === 'TSUnionType') {
    const empty = (t: TSESTree.TypeNode): boolean => t.type === 'TSNullKeyword' || t.type === 'TSUndefinedKeyword';
    const rest = node.types.filter((t) => !empty(t));
    return { type: rest.length === 1 ? typeOf(rest[0]).type : undefined, nullable: rest.length < node.types.length };
  }
  if (node?.type === 'TSNumberKeyword') return { type: 'number', nullable: false };
  if (node?.type === 'TSStringKeyword') return { type: 'string', nullable: false };
  if (node?.type === 'TSBigIntKeyword') return { type: 'bigint', nullable: false };
  return {
    type: node?.type === 'TSTypeReference' && node.typeName.type === 'Identifier' ? node.typeName.name : undefined,
    nullable: false,
  };
}

/** A value made from nothing: `v4()`, `new Date()`, `given ?? v4()`. */
function isFreshValue(node: Node): boolean {
  const at = unwrap(node);
  if (at.type === 'LogicalExpression') return isFreshValue(at.right);
  if (at.type === 'ConditionalExpression') return isFreshValue(at.consequent) || isFreshValue(at.alternate);
  if (at.type !== 'CallExpression' && at.type !== 'NewExpression') return false;
  return (
    at.arguments.every((a) => a.type === 'Literal') &&
    !(at.type === 'NewExpression' && /^(?:Map|Set|Array|Collection)$/.test(lastName(at.callee) ?? ''))
  );
}

/** Properties that the constructor or an insert hook fills anew. */
function assignedProperties(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  unit: Unit,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const m of node.body.body) {
    if (m.type !== 'MethodDefinition') continue;
    const isHook = decoratorsOf(m, unit).some((d) => HOOK.test(d.name));
    if (!isHook && m.kind !== 'constructor') continue;
    visit(m.value, (n) => {
      if (
        n.type !== 'AssignmentExpression' ||
        n.left.type !== 'MemberExpression' ||
        n.left.object.type !== 'ThisExpression'
      )
        return;
      const property = lastName(n.left);
      if (property !== undefined && (isHook ? isComputed(n.right) : isFreshValue(n.right))) found.add(property);
    });
  }
  return found;
}
