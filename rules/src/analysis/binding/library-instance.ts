/** An instance of an exported library class. */
import type { Binder } from './bind.js';
import type { ExportValue, LibraryValue } from './value.js';

/** An instance of an exported library class. */
export function exportInstance(
  binder: Binder,
  value: ExportValue,
  resource: string | undefined,
): LibraryValue | undefined {
  const ref = value.model.class;
  const at = ref === undefined ? undefined : binder.catalog.resolveType(value.library, ref);
  if (!at) return undefined;
  return {
    kind: 'library',
    library: at.library,
    type: at.type,
    resource,
    site: undefined,
    provenance: binder.catalog.type(at.library, at.type)?.provenance,
    draft: [],
    content: undefined,
  };
}
