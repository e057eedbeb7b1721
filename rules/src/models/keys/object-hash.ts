/** object-hash: the same for the same content (writes.md §7, 3.0.0). */
import type { CallModel, LibraryModel } from '../model.js';

const derived: CallModel = { provenance: 'derived' };

export default {
  library: 'object-hash',
  packages: ['object-hash', 'hash-sum', 'md5'],
  exports: {
    '*': { call: derived },
    sha1: { call: derived },
    MD5: { call: derived },
    keys: { call: derived },
    keysMD5: { call: derived },
  },
} satisfies LibraryModel;
