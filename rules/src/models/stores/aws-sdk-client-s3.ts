/** S3: a put overwrites by key, `IfNoneMatch: '*'` creates once (writes.md §4.10, 3.1169.0). */
import type { CallModel, LibraryModel } from '../model.js';

const object = { resource: [0, 'Bucket'], key: [0, 'Key'] } as const;
const put: CallModel[] = [
  { when: { has: [0, 'IfNoneMatch'] }, effect: { ...object, kind: 'conditional' } },
  { when: { has: [0, 'IfMatch'] }, effect: { ...object, kind: 'conditional' } },
  { effect: { ...object, kind: 'absolute', what: 'object' } },
];
const copy: CallModel = { effect: { ...object, kind: 'absolute', what: 'object' } };
const remove: CallModel = { effect: { ...object, kind: 'delete' } };
const read: CallModel = { effect: { ...object, kind: 'read' }, provenance: 'state' };

export default {
  library: '@aws-sdk/client-s3',
  packages: ['@aws-sdk/client-s3', '@aws-sdk/lib-storage'],
  duplicateErrors: ['PreconditionFailed'],
  exports: {
    S3Client: { class: 'S3Client' },
    S3: { class: 'S3' },
    PutObjectCommand: {
      class: 'Command',
      construct: [
        { when: { has: [0, 'IfNoneMatch'] }, lazy: true, effect: { ...object, kind: 'conditional' } },
        { when: { has: [0, 'IfMatch'] }, lazy: true, effect: { ...object, kind: 'conditional' } },
        { ...copy, lazy: true },
      ],
    },
    CopyObjectCommand: { class: 'Command', construct: { ...copy, lazy: true } },
    CompleteMultipartUploadCommand: { class: 'Command', construct: { ...copy, lazy: true } },
    DeleteObjectCommand: { class: 'Command', construct: { ...remove, lazy: true } },
    DeleteObjectsCommand: {
      class: 'Command',
      construct: { lazy: true, effect: { kind: 'delete', resource: [0, 'Bucket'] } },
    },
    GetObjectCommand: { class: 'Command', construct: { ...read, lazy: true } },
    HeadObjectCommand: { class: 'Command', construct: { ...read, lazy: true } },
    Upload: {
      class: 'Upload',
      construct: {
        lazy: true,
        effect: { kind: 'absolute', resource: [0, 'params', 'Bucket'], key: [0, 'params', 'Key'], what: 'object' },
      },
    },
  },
  types: {
    Command: {},
    S3Client: { members: { send: { call: { run: [0] } } } },
    S3: {
      extends: 'S3Client',
      members: {
        putObject: { call: put },
        copyObject: { call: copy },
        deleteObject: { call: remove },
        getObject: { call: read },
        headObject: { call: read },
      },
    },
    Upload: { members: { done: { call: { run: true } } } },
  },
} satisfies LibraryModel;
