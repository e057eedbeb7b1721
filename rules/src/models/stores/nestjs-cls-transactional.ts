/** @nestjs-cls/transactional: `txHost.tx` is the client of the adapter named in its type, inside a transaction or not (3.3.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@nestjs-cls/transactional',
  packages: ['@nestjs-cls/transactional'],
  exports: {
    TransactionHost: { class: 'TransactionHost' },
    Transactional: { decorator: { transaction: true } },
  },
  types: {
    TransactionHost: {
      members: {
        tx: {
          typeByArgument: {
            TransactionalAdapterPrisma: '@prisma/client#PrismaClient',
            TransactionalAdapterTypeOrm: 'typeorm#EntityManager',
            TransactionalAdapterKnex: 'knex#Knex',
            TransactionalAdapterMongoose: 'mongodb#ClientSession',
          },
        },
        withTransaction: { call: { transaction: { form: 'callback', at: [-1] }, provenance: 'state' } },
        withoutTransaction: { call: { callbacks: [{ at: [0] }], provenance: 'state' } },
      },
    },
  },
} satisfies LibraryModel;
