/** cuid and @paralleldrive/cuid2: every id is made anew (writes.md §7, 3.0.0 and 3.3.0). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };

export default {
  library: 'cuid',
  packages: ['cuid', '@paralleldrive/cuid2'],
  exports: {
    '*': { call: fresh },
    slug: { call: fresh },
    createId: { call: fresh },
    init: { call: { returns: 'Generator' } },
  },
  types: { Generator: { call: fresh } },
} satisfies LibraryModel;
