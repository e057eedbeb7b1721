/** Node's and the web's crypto: random values are fresh, hashes keep what they hash (writes.md §7). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };
const derived: CallModel = { provenance: 'derived' };

export default {
  library: 'crypto',
  packages: ['crypto'],
  globals: { crypto: { value: 'Crypto' } },
  exports: {
    webcrypto: { value: 'Crypto' },
    subtle: { value: 'Subtle' },
    randomUUID: { call: fresh },
    randomUUIDv7: { call: fresh },
    randomBytes: { call: fresh },
    randomInt: { call: fresh },
    randomFillSync: { call: fresh },
    getRandomValues: { call: fresh },
    createHash: { call: derived },
    createHmac: { call: derived },
    hash: { call: derived },
  },
  types: {
    Crypto: {
      members: {
        randomUUID: { call: fresh },
        randomUUIDv7: { call: fresh },
        getRandomValues: { call: fresh },
        subtle: { type: 'Subtle' },
      },
    },
    Subtle: { members: { digest: { call: derived }, sign: { call: derived } } },
  },
} satisfies LibraryModel;
