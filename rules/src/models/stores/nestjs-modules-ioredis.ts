/** ioredis clients injected into NestJS classes by @nestjs-modules/ioredis and @liaoliaots/nestjs-redis (writes.md §4.6). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@nestjs-modules/ioredis',
  packages: ['@nestjs-modules/ioredis', '@liaoliaots/nestjs-redis', '@songkeys/nestjs-redis'],
  exports: {
    InjectRedis: { decorator: { inject: { type: 'ioredis#Redis' } } },
    InjectCluster: { decorator: { inject: { type: 'ioredis#Redis' } } },
    RedisService: { class: 'RedisService' },
  },
  types: {
    RedisService: {
      members: {
        getClient: { call: { returns: 'ioredis#Redis' } },
        getOrThrow: { call: { returns: 'ioredis#Redis' } },
        getOrNil: { call: { returns: 'ioredis#Redis' } },
      },
    },
  },
} satisfies LibraryModel;
