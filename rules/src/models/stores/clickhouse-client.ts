/** ClickHouse: rows are appended; a repeated block is only dropped where its deduplication token is the same (client 1.x). */
import type { CallModel, LibraryModel } from '../model.js';

const client = { call: { returns: 'Client' } } as const;
const text: CallModel = { sql: { text: [0, 'query'], parameters: [0, 'query_params'] }, provenance: 'state' };

export default {
  library: '@clickhouse/client',
  packages: ['@clickhouse/client', '@clickhouse/client-web', '@clickhouse/client-common'],
  exports: {
    createClient: client,
    ClickHouseClient: { class: 'Client' },
  },
  types: {
    Client: {
      members: {
        insert: {
          call: {
            effect: {
              kind: 'insert',
              resource: [0, 'table'],
              data: [0, 'values'],
              idempotencyKey: [[0, 'clickhouse_settings', 'insert_deduplication_token']],
            },
          },
        },
        query: { call: { effect: { kind: 'read' }, provenance: 'state' } },
        command: { call: text },
        exec: { call: text },
      },
    },
  },
} satisfies LibraryModel;
