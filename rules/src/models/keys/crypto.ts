/** Node's and the web's crypto: random values are fresh, hashes keep what they hash (writes.md §7). */
import type { CallModel, LibraryModel, ReceiveModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };
const uuid: CallModel = { provenance: 'fresh', makes: 'guid' };
const derived: CallModel = { provenance: 'derived' };
/** A request whose body is signed is a webhook: its sender repeats it until it is answered with success. What a person does in a chat is not repeated. */
const webhook: ReceiveModel = {
  handler: 'function',
  verifies: true,
  words: {
    all: [
      ['signature', 'hmac', 'x-hub', 'webhook'],
      ['header', 'body.'],
      ['body', 'payload'],
    ],
    none: ['jwt', 'authorization', 'password', 'cookie', 'session', 'csrf', 'heartbeat', 'trigger_id', 'slash'],
  },
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'webhook',
};

export default {
  library: 'crypto',
  packages: ['crypto'],
  stableKey: {
    makes: 'digits',
    length: 64,
    name: 'createHash',
    from: ['node:crypto', 'crypto'],
    code: "<name>('sha256').update(<text>).digest('hex')",
  },
  globals: { crypto: { value: 'Crypto' } },
  exports: {
    webcrypto: { value: 'Crypto' },
    subtle: { value: 'Subtle' },
    randomUUID: { call: uuid },
    randomUUIDv7: { call: uuid },
    randomBytes: { call: fresh },
    randomInt: { call: fresh },
    randomFillSync: { call: fresh },
    getRandomValues: { call: fresh },
    createHash: { call: derived },
    createHmac: { call: derived },
    hash: { call: derived },
    timingSafeEqual: { call: { receives: webhook, sync: true } },
    createVerify: { call: { returns: 'Verifier' } },
  },
  types: {
    Crypto: {
      members: {
        randomUUID: { call: uuid },
        randomUUIDv7: { call: uuid },
        getRandomValues: { call: fresh },
        subtle: { type: 'Subtle' },
      },
    },
    Subtle: {
      members: { digest: { call: derived }, sign: { call: derived }, verify: { call: { receives: webhook } } },
    },
    Verifier: {
      members: { update: { call: { returns: 'this' } }, verify: { call: { receives: webhook, sync: true } } },
    },
  },
} satisfies LibraryModel;
