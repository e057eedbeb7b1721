/** Supabase: lazy PostgREST builders that give `{ data, error }` instead of throwing (writes.md §4.5, 2.119.1). */
import type { ExportModel, LibraryModel, MemberModel, RepairModel } from '../model.js';

const part = { returns: 'this', lazy: true } as const;
const write = { returns: 'Filter', lazy: true, provenance: 'state', failure: 'error' } as const;
/** Without `onConflict` the primary key is meant, which the store makes. A row that is skipped is not given back. */
const repairs: RepairModel[] = [
  {
    does: 'ignore',
    method: 'upsert',
    arguments: ['<0>', { '...': '<1>', onConflict: '<list>', ignoreDuplicates: true }],
    result: ['error', 'status', 'statusText'],
  },
  { does: 'update', method: 'upsert', arguments: ['<0>', { '...': '<1>', onConflict: '<list>' }], result: true },
];
const client: ExportModel = { call: { returns: 'Client' } };
const filters: Record<string, MemberModel> = {
  eq: { call: { ...part, effect: { compares: { column: [0], value: [1] } } } },
  neq: { call: { ...part, effect: { compares: { column: [0], is: '<>', value: [1] } } } },
  gt: { call: { ...part, effect: { compares: { column: [0], is: '>', value: [1] } } } },
  gte: { call: { ...part, effect: { compares: { column: [0], is: '>=', value: [1] } } } },
  lt: { call: { ...part, effect: { compares: { column: [0], is: '<', value: [1] } } } },
  lte: { call: { ...part, effect: { compares: { column: [0], is: '<=', value: [1] } } } },
  is: { call: { ...part, effect: { compares: { column: [0], is: 'is', value: [1] } } } },
  in: { call: { ...part, effect: { compares: { column: [0], is: 'in', value: [1] } } } },
  filter: { call: { ...part, effect: { compares: { column: [0], operator: [1], value: [2] } } } },
  match: { call: { ...part, effect: { where: [0] } } },
};

export default {
  library: '@supabase/supabase-js',
  packages: [
    '@supabase/supabase-js',
    '@supabase/ssr',
    '@supabase/auth-helpers-nextjs',
    '@supabase/postgrest-js',
    'jsr:@supabase/supabase-js@2',
    'npm:@supabase/supabase-js@2',
    'https://esm.sh/@supabase/supabase-js@2',
  ],
  dialect: 'postgresql',
  duplicateErrors: ['23505'],
  outcomes: ['data', 'count'],
  exports: {
    createClient: client,
    createServerClient: client,
    createBrowserClient: client,
    createRouteHandlerClient: client,
    createServerComponentClient: client,
    SupabaseClient: { class: 'Client' },
    PostgrestClient: { class: 'Client' },
  },
  types: {
    Client: {
      members: {
        from: { call: { returns: 'Table', resource: [0] } },
        schema: { call: { returns: 'this' } },
        /** A function of the database: what it does is seen where the repository defines it. */
        rpc: {
          call: {
            returns: 'Call',
            lazy: true,
            sql: { routine: [0], parameters: [1] },
            provenance: 'state',
            failure: 'error',
          },
        },
        storage: { type: 'Storage' },
        functions: { type: 'Functions' },
        auth: { type: 'Auth' },
        channel: { call: { returns: 'Channel', resource: [0] } },
      },
    },
    Call: { extends: 'Filter' },
    Table: {
      members: {
        insert: { call: { ...write, effect: { kind: 'insert', data: [0], repairs } } },
        upsert: {
          call: [
            {
              ...write,
              when: { equals: { at: [1, 'ignoreDuplicates'], values: [true] } },
              effect: { kind: 'insert', data: [0], conflict: 'ignore', conflictTarget: [1, 'onConflict'] },
            },
            { ...write, effect: { kind: 'insert', data: [0], conflict: 'update', conflictTarget: [1, 'onConflict'] } },
          ],
        },
        update: { call: { ...write, effect: { kind: 'absolute', data: [0] } } },
        delete: { call: { ...write, effect: { kind: 'delete' } } },
        select: { call: { ...write, effect: { kind: 'read' } } },
      },
    },
    Filter: {
      thenable: true,
      members: filters,
      anyMember: { call: { returns: 'this' } },
    },
    Storage: { members: { from: { call: { returns: 'Bucket', resource: [0] } } } },
    Bucket: {
      members: {
        upload: {
          call: [
            {
              when: { equals: { at: [2, 'upsert'], values: [true] } },
              effect: { kind: 'absolute', key: [0] },
              failure: 'error',
            },
            { effect: { kind: 'insert', key: [0] }, failure: 'error' },
          ],
        },
        update: { call: { effect: { kind: 'absolute', key: [0] }, failure: 'error' } },
        remove: { call: { effect: { kind: 'delete', key: [0] }, failure: 'error' } },
        move: { call: { effect: { kind: 'absolute', key: [1] }, failure: 'error' } },
        copy: { call: { effect: { kind: 'absolute', key: [1] }, failure: 'error' } },
        download: { call: { effect: { kind: 'read', key: [0] }, failure: 'error' } },
        list: { call: { effect: { kind: 'read' }, failure: 'error' } },
      },
    },
    Functions: {
      members: {
        invoke: {
          call: { effect: { kind: 'external', resource: [0], what: 'call of an edge function' }, failure: 'error' },
        },
      },
    },
    Auth: { members: { admin: { type: 'Admin' } } },
    Admin: {
      members: {
        createUser: { call: { effect: { kind: 'insert', data: [0], key: [0, 'email'] }, failure: 'error' } },
        updateUserById: { call: { effect: { kind: 'absolute', data: [1] }, failure: 'error' } },
        deleteUser: { call: { effect: { kind: 'delete', key: [0] }, failure: 'error' } },
        inviteUserByEmail: { call: { effect: { kind: 'external', what: 'invitation' }, failure: 'error' } },
        getUserById: { call: { effect: { kind: 'read', key: [0] }, failure: 'error' } },
      },
    },
    Channel: {
      members: {
        send: { call: { effect: { kind: 'publish', harmless: true, what: 'broadcast' } } },
        on: { call: { returns: 'this', callbacks: [] } },
        subscribe: { call: { returns: 'this', callbacks: [] } },
      },
    },
  },
} satisfies LibraryModel;
