/** Node's and the web's crypto: random values are fresh, hashes keep what they hash (writes.md §7). */
import type { CallModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };
const derived: CallModel = { provenance: 'derived' };
const named = {
  randomUUID: { call: fresh },
  randomBytes: { call: fresh },
  randomInt: { call: fresh },
  randomFillSync: { call: fresh },
  getRandomValues: { call: fresh },
  createHash: { call: derived },
  createHmac: { call: derived },
  hash: { call: derived },
} as const;

export default {
  library: 'crypto',
  packages: ['crypto'],
  globals: { crypto: { value: 'Crypto' } },
  exports: {
    default: { value: 'Crypto' },
    '*': { value: 'Crypto' },
    webcrypto: { value: 'Crypto' },
    ...named,
  },
  types: {
    Crypto: { members: { ...named, webcrypto: { type: 'Crypto' }, subtle: { type: 'Subtle' } } },
    Subtle: { members: { digest: { call: derived }, sign: { call: derived } } },
  },
} satisfies LibraryModel;
