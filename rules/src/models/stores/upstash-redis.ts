/** Upstash Redis over HTTP: the commands of ioredis, with `set` and `zadd` taking their options as an object (`@upstash/redis` 1.35). */
import type { CallModel, LibraryModel } from '../model.js';

const set: CallModel[] = [
  { when: { equals: { at: [2, 'nx'], values: [true] } }, effect: { kind: 'claim', key: [0] } },
  { when: { equals: { at: [2, 'xx'], values: [true] } }, effect: { kind: 'conditional', key: [0], data: [1] } },
  { effect: { kind: 'absolute', key: [0], data: [1] } },
];
const zadd: CallModel[] = [
  { when: { equals: { at: [1, 'incr'], values: [true] } }, effect: { kind: 'relative', key: [0] } },
  { when: { equals: { at: [1, 'nx'], values: [true] } }, effect: { kind: 'claim', key: [0] } },
  { effect: { kind: 'absolute', key: [0] } },
];

export default {
  library: '@upstash/redis',
  packages: ['@upstash/redis', '@upstash/redis/cloudflare', '@upstash/redis/fastly', '@upstash/redis/nodejs'],
  exports: { Redis: { class: 'Redis', static: 'RedisClass' }, Pipeline: { class: 'Pipeline' } },
  types: {
    RedisClass: { members: { fromEnv: { call: { returns: 'Redis' } } } },
    Redis: {
      extends: 'ioredis#Redis',
      claim: {
        lines: [
          "if ((await <client>.set(<id>, '1', { ex: 604800, nx: true })) !== null) {",
          '  try {',
          '    <write>',
          '  } catch (error) {',
          '    await <client>.del(<id>);',
          '    throw error;',
          '  }',
          '}',
        ],
      },
      members: {
        set: { call: set },
        zadd: { call: zadd },
        multi: { call: { returns: 'Pipeline' } },
        pipeline: { call: { returns: 'Pipeline' } },
      },
    },
    /** Nothing is sent before `exec()`. */
    Pipeline: {
      queues: 'Redis',
      members: { exec: { call: { provenance: 'state' } } },
      anyMember: { call: { returns: 'this', sync: true } },
    },
  },
} satisfies LibraryModel;
