/** What a member of a class itself denotes. */
import { isFunctionNode, propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { libraryBase, superValues } from './class-chain.js';
import { className } from './class.js';
import type { ClassValue, Value } from './value.js';

/** `Class.name`: static members, and those of a library base class. */
export function memberOfClass(binder: Binder, cls: ClassValue, name: string): readonly Value[] {
  if (name === 'name') {
    const own = className(cls.node);
    return own === undefined ? [] : [{ kind: 'constant', value: own }];
  }
  let at: ClassValue | undefined = cls;
  for (let hops = 0; at && hops < 12; hops++) {
    for (const member of at.node.body.body) {
      if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
      if (!member.static || propertyName(member) !== name) continue;
      if (member.type === 'PropertyDefinition') return member.value ? binder.evaluate(member.value, at.env) : [];
      if (!isFunctionNode(member.value)) continue;
      const method: Value = { kind: 'function', node: member.value, env: at.env, self: cls };
      return member.kind === 'get' ? binder.callFunction(method, member, at.env) : [method];
    }
    const bases = superValues(binder, at);
    const statics = staticMember(binder, bases, cls, name);
    if (statics.length > 0) return statics;
    at = bases.find((b): b is ClassValue => b.kind === 'class');
  }
  return [];
}

/** Active record: static members that a library's base class gives its subclasses. */
function staticMember(binder: Binder, bases: readonly Value[], cls: ClassValue, name: string): readonly Value[] {
  const base = libraryBase(binder, bases, cls);
  if (!base) return [];
  const statics = binder.catalog.inherited(base.library, base.type, (t) => t.staticMembers);
  const type =
    statics &&
    binder.libraryValue({ ...base, library: statics.library }, statics.value, {
      resource: base.resource ?? className(cls.node),
    });
  return type ? binder.memberOfLibrary(type, name) : [];
}
