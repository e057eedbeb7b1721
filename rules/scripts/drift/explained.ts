/**
 * Differences between rows and packages that are as they should be, each with its reason. An entry that explains nothing
 * (the thing is there again, the row is gone) is itself reported.
 */

export interface Explanation {
  /** As the report names them; `*` at the end stands for the rest of a name. */
  readonly rows: readonly string[];
  readonly why: string;
  /** The version that had it, `package@range`: it is installed, and the rows are looked for there. */
  readonly in?: string;
}

/** By library. */
export const explained: Readonly<Record<string, readonly Explanation[]>> = {
  '@azure/functions': [
    { rows: ['InvocationContext.bindingData'], in: '@azure/functions@3', why: 'of the context up to model 3' },
  ],
  '@cloudflare/workers-types': [
    { rows: ['WorkerEntrypoint'], why: 'is exported by cloudflare:workers, a module that the types only declare' },
  ],
  '@nats-io/transport-node': [
    { rows: ['package @nats-io/transport-deno'], why: 'is published for Deno only, in another registry' },
  ],
  '@prisma/client': [
    {
      rows: ['Prisma.TransactionClient', 'Prisma.sql', 'Prisma.raw', 'Prisma.validator'],
      why: 'is in the client that `prisma generate` makes from a schema',
    },
  ],
  '@slack/web-api': [{ rows: ['Files.upload'], in: '@slack/web-api@7', why: 'the older upload, taken away in 8' }],
  '@trigger.dev/sdk': [
    {
      rows: ['TriggerClient.defineJob', 'TriggerClient.sendEvent', 'TriggerClient.sendEvents'],
      in: '@trigger.dev/sdk@2',
      why: 'of version 2, whose jobs became tasks',
    },
  ],
  'amqp-connection-manager': [
    { rows: ['IAmqpConnectionManager'], why: 'is imported by its path, dist/types/AmqpConnectionManager' },
  ],
  '@mojaloop/central-services-shared': [
    { rows: ['Kafka.*', 'Util.Comparators'], why: 'is in its JavaScript (src/util), and left out of its types' },
  ],
  '@octokit/webhooks': [
    { rows: ['WebhookEvent.octokit'], why: 'is put in by @octokit/app, which handlers are given through' },
  ],
  '@supabase/supabase-js': [
    {
      rows: ['createRouteHandlerClient', 'createServerComponentClient'],
      in: '@supabase/auth-helpers-nextjs@0.8',
      why: 'one client for each place in Next.js, given up for @supabase/ssr',
    },
  ],
  'better-sqlite3': [{ rows: ['DatabaseClass.Database'], why: 'a type of the namespace, no value' }],
  '@mikro-orm/core': [
    {
      rows: ['package @mikro-orm/decorators', 'Transactional'],
      why: 'is imported by its paths, @mikro-orm/decorators/legacy and /es',
    },
    {
      rows: [
        'EntityManager.persistLater',
        'EntityRepository.persist',
        'EntityRepository.persistAndFlush',
        'EntityRepository.remove',
        'EntityRepository.removeAndFlush',
        'EntityRepository.flush',
        'EntityRepository.nativeInsert',
      ],
      in: '@mikro-orm/core@5',
      why: 'left to the entity manager in 6',
    },
    {
      rows: ['MikroORMClass.initSync', 'EntityManager.persistAndFlush', 'EntityManager.removeAndFlush'],
      in: '@mikro-orm/core@6',
      why: 'taken away in 7',
    },
    {
      rows: ['EntityManager.getKnex'],
      why: 'of the managers for SQL up to 6 (@mikro-orm/knex), which core does not show',
    },
    { rows: ['EntityManager.nativeInsert'], in: '@mikro-orm/core@4', why: 'the name of `insert` up to 4' },
  ],
  braintree: [
    { rows: ['Module.connect'], why: 'the way to make a gateway up to 2' },
    { rows: ['Transactions.credit'], why: 'is in its JavaScript (transaction_gateway.js), and left out of its types' },
  ],
  mssql: [{ rows: ['batch', 'Module.batch'], why: 'is in its JavaScript (base/index.js), and left out of its types' }],
  stripe: [{ rows: ['Event.pending_webhooks'], why: 'of EventBase, which the events of the union extend' }],
  bson: [{ rows: ['ObjectID'], in: 'bson@4', why: 'the name of ObjectId up to 4' }],
  bullmq: [{ rows: ['Queue.add(2.debounce.id)'], in: 'bullmq@5', why: 'the name of `deduplication` up to 5' }],
  crypto: [{ rows: ['randomUUIDv7', 'Crypto.randomUUIDv7'], why: 'is in later Nodes than the oldest that we run on' }],
  ethers: [
    { rows: ['ethers.providers', 'WalletClass.fromMnemonic'], in: 'ethers@5', why: 'moved to the top level in 6' },
  ],
  'firebase-admin': [
    {
      rows: ['Messaging.sendAll', 'Messaging.sendMulticast', 'Messaging.sendToDevice', 'Messaging.sendToTopic'],
      in: 'firebase-admin@11',
      why: 'the older ways to send, taken away in 13',
    },
    {
      rows: ['firestore', 'database', 'Admin.firestore', 'Admin.messaging', 'Admin.database', 'Admin.app'],
      in: 'firebase-admin@13',
      why: 'of the namespace that 14 no longer exports',
    },
  ],
  got: [{ rows: ['got'], in: 'got@14', why: 'a named export besides the default one up to 15' }],
  inversify: [{ rows: ['Container.resolve', 'Container.createChild'], in: 'inversify@6', why: 'taken away in 7' }],
  'kafka-node': [{ rows: ['ConsumerStream'], why: 'is in its JavaScript (kafka.js), and left out of its types' }],
  knex: [{ rows: ['Types.Transaction'], why: 'a type of the namespace, no value' }],
  moleculer: [
    {
      rows: [
        'ServiceBroker.createService(0.channels*',
        'ServiceBroker.sendToChannel',
        'Service.parseServiceSchema(0.channels*',
      ],
      why: 'is brought by the middleware of @moleculer/channels when it runs',
    },
  ],
  mongodb: [
    {
      rows: ['Collection.insert', 'Collection.save', 'Collection.update', 'Collection.remove'],
      in: 'mongodb@3',
      why: 'deprecated in 3, taken away in 4 and 5',
    },
    { rows: ['Collection.findAndModify'], why: 'is in the JavaScript of mongodb 2 and 3, and left out of their types' },
  ],
  nanoid: [{ rows: ['default'], in: 'nanoid@2', why: 'a default export up to 2' }],
  'pg-boss': [{ rows: ['PgBoss.onComplete'], in: 'pg-boss@9', why: 'taken away in 10' }],
  redis: [
    {
      rows: ['Json.set(3.NX)', 'Json.set(3.condition)'],
      why: 'are options of @redis/json (commands/SET), which the client’s own types keep behind its command parser',
    },
  ],
  'rocketmq-client-nodejs': [
    { rows: ['Producer.send(0.properties.id)'], why: 'a Map, whose entries are read like properties' },
  ],
  sequelize: [{ rows: ['SequelizeClass.Sequelize'], why: 'is there at run time, and left out of the types' }],
  'short-uuid': [
    {
      rows: ['uuid', 'Translator.new'],
      in: 'short-uuid@5',
      why: 'moved to the translator and renamed `generate` in 6',
    },
  ],
  sqlite: [{ rows: ['DatabaseSync', 'StatementSync'], why: 'is what Node’s own module of that name exports' }],
  typeorm: [
    {
      rows: [
        'Repository.findByIds(0.where)',
        'Repository.findByIds(0.lock)',
        'EntityManager.findByIds(1.where)',
        'EntityManager.findByIds(1.lock)',
      ],
      why: 'it takes no options; its row is that of the other finds, which do',
    },
    {
      rows: ['QueryBuilder.orUpdate(0.conflict_target)'],
      in: 'typeorm@0.2',
      why: 'an object up to 0.2, two lists since',
    },
    {
      rows: [
        'AbstractRepository',
        'Connection',
        'DataSource.connect',
        'DataSource.getCustomRepository',
        'EntityManager.findOneById',
        'EntityManager.getCustomRepository',
        'Repository.exist',
        'Repository.findOneById',
        'Transaction',
        'createConnection',
        'createQueryBuilder',
        'getConnection',
        'getCustomRepository',
        'getManager',
        'getMongoRepository',
        'getRepository',
        'getTreeRepository',
      ],
      in: 'typeorm@0.3',
      why: 'the global connection and its companions, taken away in 1.0',
    },
  ],
  ulid: [{ rows: ['factory'], in: 'ulid@2', why: 'the name of `monotonicFactory` and its kind up to 2' }],
  'uuid/v4': [{ rows: ['package uuid'], in: 'uuid@3', why: 'deep imports, taken away in 8' }],
  'uuid/v5': [{ rows: ['*', 'package uuid'], in: 'uuid@3', why: 'deep imports, taken away in 8' }],
};
