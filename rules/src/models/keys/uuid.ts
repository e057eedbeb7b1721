/** uuid: versions 1, 4, 6 and 7 are made anew, 3 and 5 derive from their input (writes.md §7, 14.0.3). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh', makes: 'guid' };
const derived: CallModel = { provenance: 'derived' };

export default {
  library: 'uuid',
  packages: ['uuid'],
  /** `v5` is a named export from 7.0 on; the name spaces of RFC 9562 hang on it. */
  stableKey: {
    makes: 'guid',
    length: 36,
    name: 'v5',
    from: ['uuid'],
    code: '<name>(<text>, <name>.URL)',
    since: 7,
  },
  exports: {
    /** Up to v3 the module itself was `v4`. */
    '*': { call: fresh },
    v1: { call: fresh },
    v4: { call: fresh },
    v6: { call: fresh },
    v7: { call: fresh },
    v3: { call: derived },
    v5: { call: derived },
    v1ToV6: { call: derived },
    parse: { call: derived },
    stringify: { call: derived },
  },
} satisfies LibraryModel;
