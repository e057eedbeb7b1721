/** Which classes of the project extend or implement something? */
import { entry } from '../memo.js';
import type { Binder } from './bind.js';
import { superValues } from './class-chain.js';
import { className, classValue } from './class.js';
import type { ClassNode, ClassValue } from './value.js';

const subclasses = new WeakMap<Binder, Map<ClassNode, readonly ClassValue[]>>();

/** Classes of the project that extend `cls` or implement it, at any depth; tests and mocks are not among the project's files. */
export function subclassesOf(binder: Binder, cls: ClassValue): readonly ClassValue[] {
  const known = entry(subclasses, binder, () => new Map<ClassNode, readonly ClassValue[]>());
  const cached = known.get(cls.node);
  if (cached) return cached;
  known.set(cls.node, []);
  const name = className(cls.node);
  const direct = name === undefined ? [] : classesNaming(binder, name, (node) => extendsClass(binder, node, cls));
  const all = [...direct, ...direct.flatMap((d) => subclassesOf(binder, d))];
  known.set(cls.node, all);
  return all;
}

function extendsClass(binder: Binder, node: ClassValue, cls: ClassValue): boolean {
  const named = node.node.implements.flatMap((clause) => binder.evaluate(clause.expression, node.env));
  return [...superValues(binder, node), ...named].some((v) => v.kind === 'class' && v.node === cls.node);
}

/** Classes of modules whose text holds `name`, for which `holds`. */
export function classesNaming(
  binder: Binder,
  name: string,
  holds: (cls: ClassValue) => boolean,
): readonly ClassValue[] {
  const found: ClassValue[] = [];
  for (const file of binder.project.filesWithWord(name, ['extends', 'implements'])) {
    const module = binder.project.module(file);
    for (const node of module?.classes ?? []) {
      if (!module || (!node.superClass && node.implements.length === 0)) continue;
      const value = classValue(node, binder.openEnv(node, module));
      if (holds(value)) found.push(value);
    }
  }
  return found;
}
