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
  {
    when: { equals: { at: [1], values: ['NOMKSTREAM', 'MAXLEN', 'MINID', 'KEEPREF', 'DELREF', 'ACKED'] } },
    effect: { kind: 'conditional', resource: [0] },
  },
  // An id given twice is refused with an error.
  { effect: { kind: 'insert', resource: [0], key: [1], what: 'stream entry' } },
];
/** `call('INCR', key)`: the command by its name. */
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
/** Who listens at that moment hears it, and nobody else: https://redis.io/docs/latest/develop/pubsub/ (“at-most-once”). */
const broadcast = { kind: 'publish', resource: [0], data: [1], what: 'broadcast', harmless: true } as const;
const named: CallModel[] = [
  { when: { equals: { at: [0], values: adding } }, effect: { kind: 'relative', key: [1] }, provenance: 'state' },
  {
    when: { equals: { at: [0], values: ['XADD'] }, anyArgument: ['*'] },
    effect: { kind: 'insert', resource: [1], what: 'stream entry' },
  },
  { when: { equals: { at: [0], values: ['SET', 'ZADD'] }, anyArgument: ['NX'] }, effect: { kind: 'claim', key: [1] } },
  { when: { equals: { at: [0], values: ['SETNX', 'HSETNX'] } }, effect: { kind: 'claim', key: [1] } },
  { when: { equals: { at: [0], values: setting } }, effect: { kind: 'absolute', key: [1], data: [-1] } },
  { when: { equals: { at: [0], values: ['DEL', 'UNLINK', 'HDEL', 'SREM'] } }, effect: { kind: 'delete', key: [1] } },
  { when: { equals: { at: [0], values: reading } }, effect: { kind: 'read', key: [1] }, provenance: 'state' },
  {
    when: { equals: { at: [0], values: ['PUBLISH', 'SPUBLISH'] } },
    effect: { ...broadcast, resource: [1], data: [2] },
  },
];
const chained = { returns: 'this', sync: true } as const;
const move: MemberModel = { call: { effect: { kind: 'conditional', key: [0] } } };
const bitfield: CallModel[] = [
  { when: { anyArgument: ['INCRBY'] }, effect: { kind: 'relative', key: [0] }, provenance: 'state' },
  { effect: { kind: 'absolute', key: [0] }, provenance: 'state' },
];
const copy: CallModel[] = [
  { when: { anyArgument: ['REPLACE'] }, effect: { kind: 'absolute', key: [1] } },
  { effect: { kind: 'claim', key: [1] } },
];
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
      claim: {
        lines: [
          "if ((await <client>.set(<id>, '1', 'EX', 604800, 'NX')) !== null) {",
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
        call: { call: named },
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
        pfmerge: absolute,
        bitop: { call: { effect: { kind: 'absolute', key: [1] } } },
        sdiffstore: absolute,
        sinterstore: absolute,
        sunionstore: absolute,
        zdiffstore: absolute,
        zinterstore: absolute,
        zunionstore: absolute,
        zrangestore: absolute,
        geosearchstore: absolute,
        hsetex: absolute,
        smove: move,
        rename: move,
        renamenx: { call: { effect: { kind: 'claim', key: [1] } } },
        copy: { call: copy },
        restore: absolute,
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
        lmpop: relative,
        zmpop: relative,
        blpop: relative,
        brpop: relative,
        blmpop: relative,
        blmove: relative,
        brpoplpush: relative,
        bzpopmin: relative,
        bzpopmax: relative,
        bzmpop: relative,
        bitfield: { call: bitfield },
        getdel: relative,
        del: remove,
        unlink: remove,
        hdel: remove,
        srem: remove,
        zrem: remove,
        zremrangebyscore: remove,
        zremrangebyrank: remove,
        zremrangebylex: remove,
        lrem: remove,
        ltrim: remove,
        xdel: remove,
        xtrim: remove,
        expire: expiry,
        pexpire: expiry,
        expireat: expiry,
        pexpireat: expiry,
        persist: expiry,
        hexpire: expiry,
        hpexpire: expiry,
        touch: expiry,
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
        getex: read,
        zmscore: read,
        zrank: read,
        smismember: read,
        lpos: read,
        bitcount: read,
        getrange: read,
        pfcount: read,
        publish: { call: { effect: broadcast } },
        spublish: { call: { effect: broadcast } },
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
    /** Nothing is sent before `exec()`; each command is an effect of its own. */
    Pipeline: { queues: 'Redis', members: { exec: { call: { provenance: 'state' } } }, anyMember: { call: chained } },
    /** `[[key, [[id, fields], …]], …]` */
    Streams: { element: 'Stream', provenance: 'message' },
    Stream: { element: 'Entries', provenance: 'message' },
    Entries: { element: 'Entry', provenance: 'message' },
    Entry: { provenance: 'message', members: { '0': { identity: 'in-part' } } },
  },
} satisfies LibraryModel;
