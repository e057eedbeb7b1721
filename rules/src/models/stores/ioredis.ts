/** ioredis: one method a command, in lower case; `set … NX` claims, counters and lists accumulate (writes.md §4.6, consumers.md §13, 6.0.0). */
import type { CallModel, LibraryModel, MemberModel } from '../model.js';

const read: MemberModel = { call: { effect: { kind: 'read', key: [0] }, provenance: 'state' } };
const absolute: MemberModel = { call: { effect: { kind: 'absolute', key: [0], data: [-1] } } };
const relative: MemberModel = { call: { effect: { kind: 'relative', key: [0] }, provenance: 'state' } };
const remove: MemberModel = { call: { effect: { kind: 'delete', key: [0] } } };
const claim: MemberModel = { call: { effect: { kind: 'claim', key: [0] } } };
const expiry: MemberModel = { call: { effect: { kind: 'absolute', key: [0], harmless: true } } };
const set: CallModel[] = [
  { when: { anyArgument: ['NX'] }, effect: { kind: 'claim', key: [0] } },
  { when: { anyArgument: ['XX'] }, effect: { kind: 'conditional', key: [0], data: [1] } },
  { effect: { kind: 'absolute', key: [0], data: [1] } },
];
const zadd: CallModel[] = [
  { when: { anyArgument: ['INCR'] }, effect: { kind: 'relative', key: [0] } },
  { when: { anyArgument: ['NX'] }, effect: { kind: 'claim', key: [0] } },
  { effect: { kind: 'absolute', key: [0] } },
];
const xadd: CallModel[] = [
  { when: { equals: { at: [1], values: ['*'] } }, effect: { kind: 'insert', resource: [0], what: 'stream entry' } },
  { when: { anyArgument: ['IDMP', 'IDMPAUTO'] }, effect: { kind: 'conditional', resource: [0] } },
  { when: { anyArgument: ['*'] }, effect: { kind: 'insert', resource: [0], what: 'stream entry' } },
  { effect: { kind: 'conditional', resource: [0], key: [1] } },
];
/** In a chain nothing is sent before `exec()`; each command is an effect of its own. */
const chained = { returns: 'this', sync: true } as const;
const queuedAbsolute: MemberModel = { call: { ...chained, effect: { kind: 'absolute', key: [0], data: [-1] } } };
const queuedRelative: MemberModel = { call: { ...chained, effect: { kind: 'relative', key: [0] } } };
const redis = { class: 'Redis', static: 'RedisClass' } as const;

export default {
  library: 'ioredis',
  packages: ['ioredis'],
  exports: {
    '*': redis,
    Redis: redis,
    Cluster: { class: 'Redis' },
    ChainableCommander: { class: 'Pipeline' },
    Pipeline: { class: 'Pipeline' },
  },
  types: {
    RedisClass: { members: { Cluster: { type: 'ClusterClass' } } },
    ClusterClass: { construct: { returns: 'Redis' } },
    Redis: {
      members: {
        set: { call: set },
        setnx: claim,
        hsetnx: claim,
        msetnx: claim,
        setex: { call: { effect: { kind: 'absolute', key: [0], data: [2] } } },
        psetex: { call: { effect: { kind: 'absolute', key: [0], data: [2] } } },
        mset: absolute,
        getset: absolute,
        hset: absolute,
        hmset: absolute,
        setrange: absolute,
        setbit: absolute,
        lset: absolute,
        sadd: absolute,
        pfadd: absolute,
        geoadd: absolute,
        zadd: { call: zadd },
        incr: relative,
        incrby: relative,
        incrbyfloat: relative,
        decr: relative,
        decrby: relative,
        hincrby: relative,
        hincrbyfloat: relative,
        zincrby: relative,
        append: relative,
        lpush: relative,
        rpush: relative,
        lpushx: relative,
        rpushx: relative,
        linsert: relative,
        lpop: relative,
        rpop: relative,
        lmove: relative,
        rpoplpush: relative,
        spop: relative,
        zpopmin: relative,
        zpopmax: relative,
        getdel: relative,
        del: remove,
        unlink: remove,
        hdel: remove,
        srem: remove,
        zrem: remove,
        zremrangebyscore: remove,
        lrem: remove,
        ltrim: remove,
        xdel: remove,
        xtrim: remove,
        expire: expiry,
        pexpire: expiry,
        expireat: expiry,
        pexpireat: expiry,
        persist: expiry,
        get: read,
        mget: read,
        exists: read,
        hget: read,
        hmget: read,
        hgetall: read,
        hexists: read,
        sismember: read,
        smembers: read,
        scard: read,
        zscore: read,
        zrange: read,
        zcard: read,
        lrange: read,
        llen: read,
        ttl: read,
        pttl: read,
        strlen: read,
        getbit: read,
        keys: read,
        publish: { call: { effect: { kind: 'publish', resource: [0], data: [1], what: 'message' } } },
        spublish: { call: { effect: { kind: 'publish', resource: [0], data: [1], what: 'message' } } },
        xadd: { call: xadd },
        xreadgroup: {
          call: [
            {
              when: { anyArgument: ['NOACK'] },
              returns: 'Streams',
              provenance: 'message',
              receives: {
                handler: 'loop',
                type: 'Streams',
                ack: { mode: 'before', onThrow: 'lost' },
                name: 'XREADGROUP',
              },
            },
            {
              returns: 'Streams',
              provenance: 'message',
              receives: {
                handler: 'loop',
                type: 'Streams',
                ack: { mode: 'manual', onThrow: 'stuck' },
                name: 'XREADGROUP',
              },
            },
          ],
        },
        xautoclaim: {
          call: {
            returns: 'Streams',
            provenance: 'message',
            receives: {
              handler: 'loop',
              type: 'Streams',
              ack: { mode: 'manual', onThrow: 'stuck' },
              name: 'XAUTOCLAIM',
            },
          },
        },
        xack: { call: { ack: { action: 'ack' } } },
        multi: { call: [{ when: { has: [0, 'pipeline'] }, returns: 'Redis' }, { returns: 'Pipeline' }] },
        pipeline: { call: { returns: 'Pipeline' } },
        duplicate: { call: { returns: 'this' } },
        on: {
          call: {
            returns: 'this',
            register: {
              when: { equals: { at: [0], values: ['message', 'pmessage', 'messageBuffer', 'pmessageBuffer'] } },
              handler: [1],
              parameters: [{ is: 'none' }, {}, {}],
              ack: { mode: 'none', onThrow: 'lost', unawaited: true },
              name: 'subscribe',
            },
          },
        },
      },
    },
    Pipeline: {
      members: {
        set: {
          call: [
            { ...chained, when: { anyArgument: ['NX'] }, effect: { kind: 'claim', key: [0] } },
            { ...chained, effect: { kind: 'absolute', key: [0], data: [1] } },
          ],
        },
        setex: queuedAbsolute,
        hset: queuedAbsolute,
        hmset: queuedAbsolute,
        sadd: queuedAbsolute,
        zadd: queuedAbsolute,
        incr: queuedRelative,
        incrby: queuedRelative,
        incrbyfloat: queuedRelative,
        decr: queuedRelative,
        decrby: queuedRelative,
        hincrby: queuedRelative,
        hincrbyfloat: queuedRelative,
        zincrby: queuedRelative,
        append: queuedRelative,
        lpush: queuedRelative,
        rpush: queuedRelative,
        lpop: queuedRelative,
        rpop: queuedRelative,
        publish: { call: { ...chained, effect: { kind: 'publish', resource: [0], data: [1], what: 'message' } } },
        xadd: { call: { ...chained, effect: { kind: 'insert', resource: [0], what: 'stream entry' } } },
        xack: { call: { ...chained, ack: { action: 'ack' } } },
        exec: { call: { provenance: 'state' } },
      },
      anyMember: { call: chained },
    },
    /** `[[key, [[id, fields], …]], …]` */
    Streams: { element: 'Stream', provenance: 'message' },
    Stream: { element: 'Entries', provenance: 'message' },
    Entries: { element: 'Entry', provenance: 'message' },
    Entry: { provenance: 'message', members: { '0': { identity: 'in-part' } } },
  },
} satisfies LibraryModel;
