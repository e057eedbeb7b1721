/** node-redis 3 to 6: `set` takes its options as an object, or as words up to version 3 (writes.md §4.6, consumers.md §13, 6.3.1). */
import type { CallModel, EffectModel, LibraryModel, MemberModel } from '../model.js';

const read: MemberModel = { call: { effect: { kind: 'read', key: [0] }, provenance: 'state' } };
const absolute: MemberModel = { call: { effect: { kind: 'absolute', key: [0], data: [-1] } } };
const relative: MemberModel = { call: { effect: { kind: 'relative', key: [0] }, provenance: 'state' } };
const remove: MemberModel = { call: { effect: { kind: 'delete', key: [0] } } };
const claim: MemberModel = { call: { effect: { kind: 'claim', key: [0] } } };
const claimed: EffectModel = { kind: 'claim', key: [0] };
const setClaims: CallModel[] = [
  { when: { equals: { at: [2, 'NX'], values: [true] } }, effect: claimed },
  { when: { equals: { at: [2, 'condition'], values: ['NX'] } }, effect: claimed },
  { when: { anyArgument: ['NX'] }, effect: claimed },
];
const set: CallModel[] = [
  ...setClaims,
  { when: { equals: { at: [2, 'XX'], values: [true] } }, effect: { kind: 'conditional', key: [0], data: [1] } },
  { when: { has: [2, 'condition'] }, effect: { kind: 'conditional', key: [0], data: [1] } },
  { effect: { kind: 'absolute', key: [0], data: [1] } },
];
const zadd: MemberModel = {
  call: [
    { when: { equals: { at: [2, 'NX'], values: [true] } }, effect: claimed },
    { effect: { kind: 'absolute', key: [0], data: [1] } },
  ],
};
const xadd: MemberModel = {
  call: [
    { when: { has: [3, 'IDMP'] }, effect: { kind: 'conditional', resource: [0], data: [2], key: [3, 'IDMP', 'iid'] } },
    { when: { anyArgument: ['*'] }, effect: { kind: 'insert', resource: [0], data: [2], what: 'stream entry' } },
    // An id given twice is refused with an error.
    { effect: { kind: 'insert', resource: [0], data: [2], key: [1], what: 'stream entry' } },
  ],
};
const streams: MemberModel = {
  call: [
    {
      when: { equals: { at: [3, 'NOACK'], values: [true] } },
      returns: 'Streams',
      provenance: 'message',
      receives: { handler: 'loop', type: 'Streams', ack: { mode: 'before', onThrow: 'lost' }, name: 'XREADGROUP' },
    },
    {
      returns: 'Streams',
      provenance: 'message',
      receives: { handler: 'loop', type: 'Streams', ack: { mode: 'manual', onThrow: 'stuck' }, name: 'XREADGROUP' },
    },
  ],
};
const acked: MemberModel = { call: { ack: { action: 'ack' } } };
const returned: MemberModel = { call: { ack: { action: 'nack' } } };
/** `sendCommand(['INCR', key])`: the command by its name. */
const adding = [
  'INCR',
  'INCRBY',
  'INCRBYFLOAT',
  'DECR',
  'DECRBY',
  'HINCRBY',
  'HINCRBYFLOAT',
  'ZINCRBY',
  'APPEND',
  'LPUSH',
  'RPUSH',
  'LPOP',
  'RPOP',
  'SPOP',
  'JSON.NUMINCRBY',
  'JSON.ARRAPPEND',
];
const setting = ['SET', 'SETEX', 'PSETEX', 'HSET', 'HMSET', 'MSET', 'SADD', 'ZADD', 'PFADD', 'JSON.SET'];
const reading = ['GET', 'MGET', 'HGET', 'HGETALL', 'EXISTS', 'SISMEMBER', 'SMEMBERS', 'LRANGE', 'ZRANGE', 'JSON.GET'];
const named: CallModel[] = [
  {
    when: { equals: { at: [0, '0'], values: adding } },
    effect: { kind: 'relative', key: [0, '1'] },
    provenance: 'state',
  },
  { when: { equals: { at: [0, '*'], values: ['NX', 'SETNX', 'HSETNX'] } }, effect: { kind: 'claim', key: [0, '1'] } },
  {
    when: { equals: { at: [0, '0'], values: ['XADD'] } },
    effect: { kind: 'insert', resource: [0, '1'], what: 'stream entry' },
  },
  { when: { equals: { at: [0, '0'], values: setting } }, effect: { kind: 'absolute', key: [0, '1'] } },
  {
    when: { equals: { at: [0, '0'], values: ['DEL', 'UNLINK', 'HDEL', 'SREM'] } },
    effect: { kind: 'delete', key: [0, '1'] },
  },
  { when: { equals: { at: [0, '0'], values: reading } }, effect: { kind: 'read', key: [0, '1'] }, provenance: 'state' },
  {
    when: { equals: { at: [0, '0'], values: ['PUBLISH', 'SPUBLISH'] } },
    effect: { kind: 'publish', resource: [0, '1'], data: [0, '2'], what: 'broadcast', harmless: true },
  },
];
/** `subscribe(channel, listener)`. */
const subscribe: MemberModel = {
  call: {
    register: {
      when: { isFunction: [1] },
      handler: [1],
      parameters: [{}, { is: 'none' }],
      ack: { mode: 'none', onThrow: 'lost', unawaited: true },
      name: 'subscribe',
      source: [0],
    },
  },
};
const multi: MemberModel = { call: { returns: 'Multi' } };
const client = { returns: 'RedisClient' } as const;

export default {
  library: 'redis',
  packages: ['redis', '@redis/client'],
  exports: {
    createClient: { call: client },
    createClientPool: { call: client },
    createCluster: { call: client },
    createSentinel: { call: client },
    RedisClientType: { class: 'RedisClient' },
    RedisClusterType: { class: 'RedisClient' },
    RedisClientPoolType: { class: 'RedisClient' },
    RedisClient: { class: 'RedisClient' },
  },
  types: {
    /** The commands of ioredis in any case: `hincrby` up to version 3, `hIncrBy` and `HINCRBY` since; these take their options otherwise. */
    RedisClient: {
      extends: 'ioredis#Redis',
      claim: {
        lines: [
          "if ((await <client>.set(<id>, '1', { EX: 604800, NX: true })) !== null) {",
          '  try {',
          '    <write>',
          '  } catch (error) {',
          '    await <client>.del(<id>);',
          '    throw error;',
          '  }',
          '}',
        ],
      },
      anyCase: true,
      members: {
        set: { call: set },
        sendCommand: { call: named },
        zadd: zadd,
        zaddincr: relative,
        xadd: xadd,
        json: { type: 'Json' },
        bf: { type: 'Bloom' },
        cf: { type: 'Cuckoo' },
        cms: { type: 'Sketch' },
        topk: { type: 'TopK' },
        ts: { type: 'TimeSeries' },
        xReadGroup: streams,
        xAutoClaim: {
          call: {
            returns: 'Claimed',
            provenance: 'message',
            receives: {
              handler: 'loop',
              type: 'Claimed',
              ack: { mode: 'manual', onThrow: 'stuck' },
              name: 'XAUTOCLAIM',
            },
          },
        },
        xAckDel: acked,
        xNack: returned,
        multi: multi,
        batch: multi,
        connect: { call: { returns: 'this' } },
        subscribe: subscribe,
        pSubscribe: subscribe,
      },
    },
    Multi: {
      queues: 'RedisClient',
      members: { exec: { call: { provenance: 'state' } }, execAsPipeline: { call: { provenance: 'state' } } },
      anyMember: { call: { returns: 'this', sync: true } },
    },
    /** Modules of Redis Stack. */
    Json: {
      members: {
        get: read,
        mGet: read,
        set: {
          call: [
            { when: { equals: { at: [3, 'NX'], values: [true] } }, effect: claimed },
            { when: { equals: { at: [3, 'condition'], values: ['NX'] } }, effect: claimed },
            { effect: { kind: 'absolute', key: [0], data: [2] } },
          ],
        },
        merge: absolute,
        mSet: absolute,
        del: remove,
        clear: absolute,
        numIncrBy: relative,
        numMultBy: relative,
        strAppend: relative,
        arrAppend: relative,
        arrInsert: relative,
        arrPop: relative,
        toggle: relative,
      },
    },
    Bloom: { members: { add: absolute, mAdd: absolute, exists: read, mExists: read } },
    Cuckoo: { members: { add: relative, addNX: claim, exists: read, del: relative } },
    Sketch: { members: { incrBy: relative, query: read } },
    TopK: { members: { add: relative, incrBy: relative, query: read } },
    TimeSeries: {
      members: {
        add: {
          call: [
            { when: { equals: { at: [1], values: ['*'] } }, effect: { kind: 'insert', resource: [0], what: 'sample' } },
            { effect: { kind: 'absolute', key: [0] } },
          ],
        },
        incrBy: relative,
        decrBy: relative,
        get: read,
        range: read,
      },
    },
    /** `[{ name, messages: [{ id, message }] }]` */
    Streams: { element: 'Stream', provenance: 'message' },
    Stream: { provenance: 'message', members: { messages: { type: 'Entries' } } },
    Claimed: { provenance: 'message', members: { messages: { type: 'Entries' } } },
    Entries: { element: 'Entry', provenance: 'message' },
    Entry: { provenance: 'message', members: { id: { identity: 'in-part' } } },
  },
} satisfies LibraryModel;
