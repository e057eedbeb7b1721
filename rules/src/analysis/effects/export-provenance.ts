/** Where what a package exports comes from, as the rows of its type say. */
import type { Binder } from '../binding/bind.js';
import type { ExportValue } from '../binding/value.js';
import type { Provenance } from '../effect.js';

/** The value itself: `pid`. */
export function exportProvenance(binder: Binder, value: ExportValue): Provenance | undefined {
  const at = typeOf(binder, value);
  return at && binder.catalog.type(at.library, at.type)?.provenance;
}

/** A property of it, or an export of its module object: `performance.timeOrigin`, `process.pid`. */
export function exportedProperty(binder: Binder, value: ExportValue, name: string): Provenance | undefined {
  const at = typeOf(binder, value);
  const own = at && binder.catalog.member(at.library, at.type, name)?.model.provenance;
  if (own) return own;
  for (const inner of binder.member(value, name)) {
    const found = inner.kind === 'export' ? exportProvenance(binder, inner) : undefined;
    if (found) return found;
  }
  return undefined;
}

function typeOf({ catalog }: Binder, { library, model }: ExportValue) {
  return model.value === undefined ? undefined : catalog.resolveType(library, model.value);
}
