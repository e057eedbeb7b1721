/** uuid's old deep imports of fresh versions, whose module is the function: `uuid/v4` (writes.md §7, up to 7.x). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'uuid/v4',
  packages: ['uuid/v4', 'uuid/v1', 'uuidv4'],
  exports: {
    '*': { call: { provenance: 'fresh' } },
    uuid: { call: { provenance: 'fresh' } },
  },
} satisfies LibraryModel;
