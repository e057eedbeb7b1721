/** nanoid: every id is made anew (writes.md §7, 6.0.2). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };
const generator: CallModel = { returns: 'Generator' };

export default {
  library: 'nanoid',
  packages: ['nanoid', 'nanoid/non-secure', 'nanoid/async'],
  exports: {
    nanoid: { call: fresh },
    random: { call: fresh },
    customAlphabet: { call: generator },
    customRandom: { call: generator },
    /** Default export of version 2. */
    default: { call: fresh },
  },
  types: { Generator: { call: fresh } },
} satisfies LibraryModel;
