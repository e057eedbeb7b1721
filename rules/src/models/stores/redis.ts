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
const publish: MemberModel = { call: { effect: { kind: 'publish', resource: [0], data: [1], what: 'message' } } };
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
    RedisClient: {
      members: {
        set: { call: set },
        setNX: claim,
        setnx: claim,
        hSetNX: claim,
        hsetnx: claim,
        mSetNX: claim,
        msetnx: claim,
        setEx: setEx,
        setex: setEx,
        pSetEx: setEx,
        psetex: setEx,
        mSet: absolute,
        mset: absolute,
        getSet: absolute,
        getset: absolute,
        hSet: absolute,
        hset: absolute,
        hmset: absolute,
        setRange: absolute,
        setBit: absolute,
        lSet: absolute,
        lset: absolute,
        sAdd: absolute,
        sadd: absolute,
        pfAdd: absolute,
        geoAdd: absolute,
        zAdd: zAdd,
        zadd: absolute,
        incr: relative,
        incrBy: relative,
        incrby: relative,
        incrByFloat: relative,
        decr: relative,
        decrBy: relative,
        decrby: relative,
        hIncrBy: relative,
        hincrby: relative,
        hIncrByFloat: relative,
        zIncrBy: relative,
        zincrby: relative,
        append: relative,
        lPush: relative,
        lpush: relative,
        rPush: relative,
        rpush: relative,
        lPushX: relative,
        rPushX: relative,
        lInsert: relative,
        lPop: relative,
        lpop: relative,
        rPop: relative,
        rpop: relative,
        lMove: relative,
        rPopLPush: relative,
        rpoplpush: relative,
        sPop: relative,
        zPopMin: relative,
        zPopMax: relative,
        getDel: relative,
        del: remove,
        unlink: remove,
        hDel: remove,
        hdel: remove,
        sRem: remove,
        srem: remove,
        zRem: remove,
        zrem: remove,
        zRemRangeByScore: remove,
        lRem: remove,
        lrem: remove,
        lTrim: remove,
        ltrim: remove,
        xDel: remove,
        xTrim: remove,
        expire: expiry,
        pExpire: expiry,
        expireAt: expiry,
        persist: expiry,
        get: read,
        mGet: read,
        mget: read,
        exists: read,
        hGet: read,
        hget: read,
        hmGet: read,
        hGetAll: read,
        hgetall: read,
        hExists: read,
        hexists: read,
        sIsMember: read,
        sismember: read,
        sMembers: read,
        smembers: read,
        sCard: read,
        zScore: read,
        zscore: read,
        zRange: read,
        zrange: read,
        zCard: read,
        lRange: read,
        lrange: read,
        lLen: read,
        llen: read,
        ttl: read,
        keys: read,
        publish: publish,
        xAdd: xAdd,
        xadd: xAdd,
        xReadGroup: streams,
        xreadgroup: streams,
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
        xack: acked,
        xAckDel: acked,
        xNack: returned,
        multi: multi,
        batch: multi,
        duplicate: { call: { returns: 'this' } },
        connect: { call: { returns: 'this' } },
        subscribe: subscribe,
        pSubscribe: subscribe,
        /** `.on('error', …).connect()`, and version 3's `.on('message', …)`. */
        on: {
          call: {
            returns: 'this',
            register: {
              when: { equals: { at: [0], values: ['message', 'pmessage'] } },
              handler: [1],
              parameters: [{ is: 'none' }, {}, {}],
              ack: { mode: 'none', onThrow: 'lost', unawaited: true },
              name: 'subscribe',
            },
          },
        },
      },
    },
    Multi: {
      members: {
        set: queuedSet,
        setEx: queuedAbsolute,
        hSet: queuedAbsolute,
        hset: queuedAbsolute,
        sAdd: queuedAbsolute,
        sadd: queuedAbsolute,
        zAdd: queuedAbsolute,
        zadd: queuedAbsolute,
        incr: queuedRelative,
        incrBy: queuedRelative,
        incrby: queuedRelative,
        incrByFloat: queuedRelative,
        decr: queuedRelative,
        decrBy: queuedRelative,
        decrby: queuedRelative,
        hIncrBy: queuedRelative,
        hincrby: queuedRelative,
        zIncrBy: queuedRelative,
        zincrby: queuedRelative,
        append: queuedRelative,
        lPush: queuedRelative,
        lpush: queuedRelative,
        rPush: queuedRelative,
        rpush: queuedRelative,
        lPop: queuedRelative,
        rPop: queuedRelative,
        publish: { call: { ...chained, effect: { kind: 'publish', resource: [0], data: [1], what: 'message' } } },
        xAdd: { call: { ...chained, effect: { kind: 'insert', resource: [0], data: [2], what: 'stream entry' } } },
        xAck: { call: { ...chained, ack: { action: 'ack' } } },
        exec: { call: { provenance: 'state' } },
      },
      anyMember: { call: chained },
    },
    /** `[{ name, messages: [{ id, message }] }]` */
    Streams: { element: 'Stream', provenance: 'message' },
    Stream: { provenance: 'message', members: { messages: { type: 'Entries' } } },
    Claimed: { provenance: 'message', members: { messages: { type: 'Entries' } } },
    Entries: { element: 'Entry', provenance: 'message' },
    Entry: { provenance: 'message', members: { id: { identity: 'in-part' } } },
  },
} satisfies LibraryModel;
