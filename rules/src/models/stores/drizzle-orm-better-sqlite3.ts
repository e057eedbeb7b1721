/** Drizzle over SQLite drivers without promises: nothing needs awaiting (writes.md §2.13, 0.45.4). */
import type { ExportModel, LibraryModel } from '../model.js';

const database: ExportModel = { class: 'Database' };

export default {
  library: 'drizzle-orm/better-sqlite3',
  packages: [
    'drizzle-orm/better-sqlite3',
    'drizzle-orm/bun-sqlite',
    'drizzle-orm/durable-sqlite',
    'drizzle-orm/expo-sqlite',
  ],
  dialect: 'sqlite',
  exports: {
    drizzle: { call: { returns: 'Database' } },
    BetterSQLite3Database: database,
    BunSQLiteDatabase: database,
    DrizzleSqliteDODatabase: database,
    ExpoSQLiteDatabase: database,
  },
  types: {
    Database: {
      extends: 'drizzle-orm#Database',
      /** The callback may not wait. */
      together: 'none',
      members: {
        transaction: {
          call: {
            transaction: { form: 'callback', at: [0], client: 'drizzle-orm#Transaction', exclusive: true },
            sync: true,
          },
        },
      },
    },
  },
} satisfies LibraryModel;
