/** Handlers that are methods a library's base class calls. */
import type { RegistrationModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { within } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { libraryTypeOf } from '../binding/class-chain.js';
import { className, classValue, openInstance } from '../binding/class.js';
import { subclassesOf } from '../binding/subclasses.js';
import type { ClassValue, FunctionValue, LibraryValue } from '../binding/value.js';
import { boundHandler, type Candidate } from './handler.js';

/** Classes that extend a library's base class: the methods the library calls. */
export function overridingHandlers(binder: Binder, module: Module): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const node of module.classes) {
    if (!node.superClass) continue;
    const cls = classValue(node, binder.openEnv(node, module));
    const base = libraryTypeOf(binder, cls);
    const overrides = base && binder.catalog.inherited(base.library, base.type, (t) => t.overrides);
    if (!base || !overrides) continue;
    const family = [cls, ...subclassesOf(binder, cls)];
    for (const c of family) binder.reach(className(c.node));
    const concrete = family.filter((c) => !c.node.abstract);
    for (const c of concrete) found.push(...overridesOf(binder, c, overrides.value, base));
  }
  return found;
}

function overridesOf(
  binder: Binder,
  cls: ClassValue,
  overrides: Readonly<Record<string, RegistrationModel>>,
  base: LibraryValue,
): readonly Candidate[] {
  return Object.entries(overrides).flatMap(([name, model]) =>
    binder.member(openInstance(cls), name).flatMap((fn): readonly Candidate[] => {
      if (fn.kind !== 'function' || model.inProcess) return [];
      return [
        {
          provided: (fn: FunctionValue) => within(fn.node, cls.node),
          handler: boundHandler(binder, fn, model, base.library, { module: cls.env.module, node: cls.node }),
        },
      ];
    }),
  );
}
