/** What the members and elements of a value denote. */
import { callRows } from '../catalog.js';
import type { TSESTree } from '@typescript-eslint/types';
import { madeFrom } from './argument.js';
import type { Binder } from './bind.js';
import { memberOfInstance } from './instance-member.js';
import { memberOfClass } from './static-member.js';
import { exportedValues, memberOfExport, undescribedMember } from './module.js';
import { everyMemberOfObject, memberOfObject } from './object-literal.js';
import { memberOfShape } from './type.js';
import { type ArrayValue, type EnumValue, type LibraryValue, type Value, union } from './value.js';

/** What the member `name` of a value denotes. */
export function memberOf(binder: Binder, value: Value, name: string): readonly Value[] {
  switch (value.kind) {
    case 'instance':
      return memberOfInstance(binder, value, name);
    case 'class':
      return memberOfClass(binder, value, name);
    case 'object':
      return memberOfObject(binder, value, name);
    case 'namespace':
      return exportedValues(binder, value.module, name);
    case 'library':
      return /^\d+$/.test(name) && isList(binder, value)
        ? binder.elements(value)
        : memberOfLibrary(binder, value, name);
    case 'export':
      return memberOfExport(binder, value, name);
    case 'array': {
      const element = /^\d+$/.test(name) ? value.elements[Number(name)] : undefined;
      return element ? binder.argument(element) : [];
    }
    case 'enum':
      return memberOfEnum(binder, value, name);
    case 'package':
      return value.generated !== undefined && /^[a-z]/i.test(value.generated)
        ? [{ kind: 'constant', value: name }]
        : [value];
    case 'shape':
      return memberOfShape(binder, value, name);
    default:
      return [];
  }
}

function memberOfEnum(binder: Binder, { node, env }: EnumValue, name: string): readonly Value[] {
  const member = node.body.members.find((m) => enumMemberName(m) === name);
  if (!member) return [];
  return member.initializer ? binder.evaluate(member.initializer, env) : [{ kind: 'constant', value: name }];
}

function enumMemberName(member: TSESTree.TSEnumMember): string | undefined {
  return member.id.type === 'Identifier' ? member.id.name : member.id.value;
}

/** What the rows of a library say of a member. */
export function memberOfLibrary(binder: Binder, value: LibraryValue, name: string): readonly Value[] {
  const row = binder.catalog.member(value.library, value.type, name);
  if (!row) return undescribedMember(binder, value, name);
  if (row.model.constant !== undefined) return [{ kind: 'constant', value: row.model.constant }];
  if (row.model.from) return union(...madeFrom(binder, value, name).map((a) => binder.argument(a)));
  const calls = callRows(row.model.call);
  if (calls.length > 0) return [{ kind: 'method', receiver: value, library: row.library, name, calls }];
  const ref = row.model.typeByArgument?.[value.resource ?? ''] ?? row.model.type;
  if (ref === undefined) return [];
  const from = ref === 'this' ? value : { ...value, library: row.library };
  const made = binder.libraryValue(from, ref, { resource: row.named ? name : value.resource });
  return made && row.model.provenance ? [{ ...made, provenance: row.model.provenance }] : made ? [made] : [];
}

function isList(binder: Binder, value: LibraryValue): boolean {
  const row = binder.catalog.member(value.library, value.type, '0');
  return row === undefined && binder.catalog.inherited(value.library, value.type, (t) => t.element) !== undefined;
}

/** All values an object, a list or a Map of functions holds. */
export function everyMemberOf(binder: Binder, value: Value): readonly Value[] {
  if (value.kind === 'object') return everyMemberOfObject(binder, value);
  if (value.kind === 'array') return union(...value.elements.map((e) => binder.argument(e)));
  return value.kind === 'library' ? binder.elements(value) : [];
}

/** Values that come out of iterating `value`. */
export function elementsOf(binder: Binder, value: Value): readonly Value[] {
  if (value.kind === 'array') return arrayContent(binder, value);
  if (value.kind !== 'library') return [];
  const element = binder.catalog.inherited(value.library, value.type, (t) => t.element);
  if (!element) return [];
  const made = binder.libraryValue({ ...value, library: element.library }, element.value, { resource: value.resource });
  return made ? [made] : [];
}

const contents = new WeakMap<ArrayValue, readonly Value[]>();

/** An array may spread itself. */
function arrayContent(binder: Binder, value: ArrayValue): readonly Value[] {
  const known = contents.get(value);
  if (known) return known;
  contents.set(value, []);
  const found = union(
    ...value.elements.map((e) =>
      e.kind === 'spread'
        ? union(...binder.evaluate(e.node, e.env).map((v) => binder.elements(v)))
        : binder.argument(e),
    ),
  );
  contents.set(value, found);
  return found;
}
