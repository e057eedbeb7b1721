/** ksuid: random unless put together from parts (writes.md §7, 3.0.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'ksuid',
  packages: ['ksuid'],
  exports: { '*': { value: 'KsuidClass' } },
  types: {
    KsuidClass: {
      members: {
        random: { call: { returns: 'Ksuid', provenance: 'fresh' } },
        randomSync: { call: { returns: 'Ksuid', provenance: 'fresh' } },
        fromParts: { call: { returns: 'Ksuid', provenance: 'derived' } },
        parse: { call: { returns: 'Ksuid', provenance: 'derived' } },
      },
    },
    Ksuid: { members: { string: {} } },
  },
} satisfies LibraryModel;
