/** Handlers that are methods a library's base class calls. */
import type { TSESTree } from '@typescript-eslint/types';
import type { RegistrationModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
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
          provided: inside(cls.node),
          handler: boundHandler(binder, fn, model, base.library, { module: cls.env.module, node: cls.node }),
        },
      ];
    }),
  );
}

function inside(cls: TSESTree.Node): (fn: FunctionValue) => boolean {
  return (fn) => fn.node.range[0] >= cls.range[0] && fn.node.range[1] <= cls.range[1] && sameRoot(fn.node, cls);
}

function sameRoot(a: TSESTree.Node, b: TSESTree.Node): boolean {
  const root = (n: TSESTree.Node): TSESTree.Node => {
    let at = n;
    while (at.parent) at = at.parent;
    return at;
  };
  return root(a) === root(b);
}
