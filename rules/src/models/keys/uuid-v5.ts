/** uuid's old deep imports of derived versions: `uuid/v5`, `uuid/v3` (writes.md §7, up to 7.x). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'uuid/v5',
  packages: ['uuid/v5', 'uuid/v3'],
  exports: { '*': { call: { provenance: 'derived' } } },
} satisfies LibraryModel;
