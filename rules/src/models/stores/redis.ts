/** node-redis 3 to 6: `set` takes its options as an object, or as words up to version 3 (writes.md §4.6, consumers.md §13, 6.3.1). */
import type { CallModel, EffectModel, LibraryModel, MemberModel } from '../model.js';

const read: MemberModel = { call: { effect: { kind: 'read', key: [0] }, provenance: 'state' } };
const absolute: MemberModel = { call: { effect: { kind: 'absolute', key: [0], data: [-1] } } };
const relative: MemberModel = { call: { effect: { kind: 'relative', key: [0] }, provenance: 'state' } };
const remove: MemberModel = { call: { effect: { kind: 'delete', key: [0] } } };
const claim: MemberModel = { call: { effect: { kind: 'claim', key: [0] } } };
const expiry: MemberModel = { call: { effect: { kind: 'absolute', key: [0], harmless: true } } };
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
const setEx: MemberModel = { call: { effect: { kind: 'absolute', key: [0], data: [2] } } };
const zAdd: MemberModel = {
  call: [
    { when: { equals: { at: [2, 'NX'], values: [true] } }, effect: claimed },
    { effect: { kind: 'absolute', key: [0], data: [1] } },
  ],
};
const xAdd: MemberModel = {
  call: [
    { when: { has: [3, 'IDMP'] }, effect: { kind: 'conditional', resource: [0], data: [2], key: [3, 'IDMP', 'iid'] } },
    { when: { anyArgument: ['*'] }, effect: { kind: 'insert', resource: [0], data: [2], what: 'stream entry' } },
    { effect: { kind: 'conditional', resource: [0], data: [2], key: [1] } },
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
const chained = { returns: 'this', sync: true } as const;
const queuedAbsolute: MemberModel = { call: { ...chained, effect: { kind: 'absolute', key: [0], data: [-1] } } };
const queuedRelative: MemberModel = { call: { ...chained, effect: { kind: 'relative', key: [0] } } };
const queuedSet: MemberModel = {
  call: [
    { ...chained, when: { equals: { at: [2, 'NX'], values: [true] } }, effect: claimed },
    { ...chained, when: { equals: { at: [2, 'condition'], values: ['NX'] } }, effect: claimed },
    { ...chained, when: { anyArgument: ['NX'] }, effect: claimed },
    { ...chained, effect: { kind: 'absolute', key: [0], data: [1] } },
  ],
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
    /** Commands in lower case, all of version 3 and those of one word, are as in ioredis. */
    RedisClient: {
      extends: 'ioredis#Redis',
      members: {
        set: { call: set },
        setNX: claim,
        hSetNX: claim,
        mSetNX: claim,
        setEx: setEx,
        pSetEx: setEx,
        mSet: absolute,
        getSet: absolute,
        hSet: absolute,
        setRange: absolute,
        setBit: absolute,
        lSet: absolute,
        sAdd: absolute,
        pfAdd: absolute,
        geoAdd: absolute,
        zAdd: zAdd,
        incrBy: relative,
        incrByFloat: relative,
        decrBy: relative,
        hIncrBy: relative,
        hIncrByFloat: relative,
        zIncrBy: relative,
        lPush: relative,
        rPush: relative,
        lPushX: relative,
        rPushX: relative,
        lInsert: relative,
        lPop: relative,
        rPop: relative,
        lMove: relative,
        rPopLPush: relative,
        sPop: relative,
        zPopMin: relative,
        zPopMax: relative,
        getDel: relative,
        hDel: remove,
        sRem: remove,
        zRem: remove,
        zRemRangeByScore: remove,
        lRem: remove,
        lTrim: remove,
        xDel: remove,
        xTrim: remove,
        pExpire: expiry,
        expireAt: expiry,
        mGet: read,
        hGet: read,
        hmGet: read,
        hGetAll: read,
        hExists: read,
        sIsMember: read,
        sMembers: read,
        sCard: read,
        zScore: read,
        zRange: read,
        zCard: read,
        lRange: read,
        lLen: read,
        xAdd: xAdd,
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
        xAck: acked,
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
      extends: 'ioredis#Pipeline',
      members: {
        set: queuedSet,
        setEx: queuedAbsolute,
        hSet: queuedAbsolute,
        sAdd: queuedAbsolute,
        zAdd: queuedAbsolute,
        incrBy: queuedRelative,
        incrByFloat: queuedRelative,
        decrBy: queuedRelative,
        hIncrBy: queuedRelative,
        zIncrBy: queuedRelative,
        lPush: queuedRelative,
        rPush: queuedRelative,
        lPop: queuedRelative,
        rPop: queuedRelative,
        xAdd: { call: { ...chained, effect: { kind: 'insert', resource: [0], data: [2], what: 'stream entry' } } },
        xAck: { call: { ...chained, ack: { action: 'ack' } } },
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
