/** Elasticsearch and OpenSearch: without an id each index call makes another document (writes.md §4.7, 9.5.1). */
import type { CallModel, EffectModel, ExportModel, LibraryModel } from '../model.js';

const at = { resource: [0, 'index'], data: [0, 'document'] } as const;
/** 7.x and OpenSearch say `body` instead of `document`. */
const index: CallModel[] = [
  {
    when: { equals: { at: [0, 'op_type'], values: ['create'] }, has: [0, 'id'] },
    effect: { ...at, kind: 'conditional', key: [0, 'id'] },
  },
  { when: { has: [0, 'if_seq_no'] }, effect: { ...at, kind: 'conditional', key: [0, 'id'] } },
  { when: { has: [0, 'id'] }, effect: { ...at, kind: 'absolute', key: [0, 'id'] } },
  {
    when: { has: [0, 'body'] },
    effect: { kind: 'insert', resource: [0, 'index'], data: [0, 'body'], what: 'document' },
  },
  { effect: { ...at, kind: 'insert', what: 'document' } },
];
const one = { kind: 'absolute', resource: [0, 'index'], key: [0, 'id'] } as const satisfies EffectModel;
/** What a script does to the old document, its text tells. */
const update: CallModel[] = [
  { when: { has: [0, 'script', 'source'] }, effect: { ...one, expression: [0, 'script', 'source'] } },
  { when: { has: [0, 'script'] }, effect: { ...one, expression: [0, 'script'] } },
  { when: { has: [0, 'body', 'script', 'source'] }, effect: { ...one, expression: [0, 'body', 'script', 'source'] } },
  { effect: { ...one, data: [0, 'doc'] } },
];
const many = { kind: 'absolute', resource: [0, 'index'] } as const satisfies EffectModel;
const updateByQuery: CallModel[] = [
  { when: { has: [0, 'script', 'source'] }, effect: { ...many, expression: [0, 'script', 'source'] } },
  { when: { has: [0, 'script'] }, effect: { ...many, expression: [0, 'script'] } },
  { when: { has: [0, 'body', 'script', 'source'] }, effect: { ...many, expression: [0, 'body', 'script', 'source'] } },
];
/** Actions and documents by turns; an action without `_id` makes another document each time. */
const bulk: CallModel[] = [
  {
    when: { has: [0, 'operations', '*', 'index', '_index'], lacks: [0, 'operations', '*', 'index', '_id'] },
    effect: { kind: 'insert', resource: [0, 'operations', '*', 'index', '_index'], what: 'documents' },
  },
  {
    when: { has: [0, 'operations', '*', 'create', '_index'], lacks: [0, 'operations', '*', 'create', '_id'] },
    effect: { kind: 'insert', resource: [0, 'operations', '*', 'create', '_index'], what: 'documents' },
  },
  {
    when: { has: [0, 'operations', '*', 'index', '_id'] },
    effect: {
      kind: 'absolute',
      resource: [0, 'operations', '*', 'index', '_index'],
      key: [0, 'operations', '*', 'index', '_id'],
    },
  },
  {
    when: { has: [0, 'operations', '*', 'create', '_id'] },
    effect: {
      kind: 'conditional',
      resource: [0, 'operations', '*', 'create', '_index'],
      key: [0, 'operations', '*', 'create', '_id'],
    },
  },
];
/** `helpers.bulk`: a function tells for each document what is done with it. */
const eachDocument: CallModel[] = [
  {
    when: { has: [0, 'onDocument', '()', 'index', '_id'] },
    effect: {
      kind: 'absolute',
      resource: [0, 'onDocument', '()', 'index', '_index'],
      key: [0, 'onDocument', '()', 'index', '_id'],
    },
  },
  {
    when: { has: [0, 'onDocument', '()', 'create', '_id'] },
    effect: {
      kind: 'conditional',
      resource: [0, 'onDocument', '()', 'create', '_index'],
      key: [0, 'onDocument', '()', 'create', '_id'],
    },
  },
  {
    when: { has: [0, 'onDocument', '()', 'index', '_index'] },
    effect: { kind: 'insert', resource: [0, 'onDocument', '()', 'index', '_index'], what: 'documents' },
  },
  {
    when: { has: [0, 'onDocument', '()', 'create', '_index'] },
    effect: { kind: 'insert', resource: [0, 'onDocument', '()', 'create', '_index'], what: 'documents' },
  },
];
const read: CallModel = { effect: { kind: 'read', resource: [0, 'index'], key: [0, 'id'] }, provenance: 'state' };
const query: CallModel = { effect: { kind: 'read', resource: [0, 'index'], where: [0, 'query'] }, provenance: 'state' };
const client: ExportModel = { class: 'Client' };

export default {
  library: '@elastic/elasticsearch',
  packages: ['@elastic/elasticsearch', '@opensearch-project/opensearch', '@nestjs/elasticsearch'],
  duplicateErrors: ['version_conflict_engine_exception'],
  exports: { Client: client, ElasticsearchService: client },
  types: {
    Client: {
      members: {
        index: { call: index },
        create: { call: { effect: { ...at, kind: 'conditional', key: [0, 'id'] } } },
        update: { call: update },
        updateByQuery: { call: updateByQuery },
        bulk: { call: bulk },
        helpers: { type: 'Helpers' },
        delete: { call: { effect: { kind: 'delete', resource: [0, 'index'], key: [0, 'id'] } } },
        deleteByQuery: { call: { effect: { kind: 'delete', resource: [0, 'index'], where: [0, 'query'] } } },
        get: { call: read },
        exists: { call: read },
        search: { call: query },
        count: { call: query },
      },
    },
    Helpers: { members: { bulk: { call: eachDocument } } },
  },
} satisfies LibraryModel;
