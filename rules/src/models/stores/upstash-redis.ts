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
/** In a chain nothing is sent before `exec()`. */
const chained = { returns: 'this', sync: true } as const;

export default {
  library: '@upstash/redis',
  packages: ['@upstash/redis', '@upstash/redis/cloudflare', '@upstash/redis/fastly', '@upstash/redis/nodejs'],
  exports: { Redis: { class: 'Redis', static: 'RedisClass' }, Pipeline: { class: 'Pipeline' } },
  types: {
    RedisClass: { members: { fromEnv: { call: { returns: 'Redis' } } } },
    Redis: {
      extends: 'ioredis#Redis',
      members: {
        set: { call: set },
        zadd: { call: zadd },
        multi: { call: { returns: 'Pipeline' } },
        pipeline: { call: { returns: 'Pipeline' } },
      },
    },
    Pipeline: {
      extends: 'ioredis#Pipeline',
      members: {
        set: {
          call: [
            { ...chained, when: { equals: { at: [2, 'nx'], values: [true] } }, effect: { kind: 'claim', key: [0] } },
            { ...chained, effect: { kind: 'absolute', key: [0], data: [1] } },
          ],
        },
      },
    },
  },
} satisfies LibraryModel;
