/** ulid and ulidx: random even with a given time (writes.md §7, 3.0.2 and 2.4.1). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'ulid',
  packages: ['ulid', 'ulidx'],
  exports: {
    ulid: { call: { provenance: 'fresh' } },
    monotonicFactory: { call: { returns: 'Generator' } },
    factory: { call: { returns: 'Generator' } },
    decodeTime: { call: { provenance: 'derived' } },
  },
  types: { Generator: { call: { provenance: 'fresh' } } },
} satisfies LibraryModel;
