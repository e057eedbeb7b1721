/** twilio: messages and calls take no idempotency key, payments do (writes.md §6.1 and §6.2, 6.2.0). */
import type { ExportModel, LibraryModel } from '../model.js';

const ignoredKeys = [
  {
    at: [0, 'idempotencyKey'],
    why: 'Twilio takes no key for messages and calls: only a dedup check before the call keeps a second one back.',
  },
] as const;
const client: ExportModel = { call: { returns: 'Client' }, class: 'Client' };
const keyed = {
  effect: { kind: 'external', data: [0], idempotencyKey: [[0, 'idempotencyKey']], what: 'payment' },
} as const;

export default {
  library: 'twilio',
  packages: ['twilio'],
  exports: {
    '*': client,
    Twilio: { class: 'Client', call: { returns: 'Client' } },
  },
  types: {
    Client: {
      members: {
        messages: { type: 'Messages' },
        calls: { type: 'Calls' },
        verify: { type: 'Verify' },
        conversations: { type: 'Conversations' },
      },
    },
    Messages: {
      call: { returns: 'MessageInstance' },
      members: {
        create: { call: { effect: { kind: 'external', data: [0], ignoredKeys, what: 'text message' } } },
        list: { call: { effect: { kind: 'read' }, provenance: 'state' } },
      },
    },
    MessageInstance: {
      members: {
        update: { call: { effect: { kind: 'absolute', data: [0] } } },
        fetch: { call: { effect: { kind: 'read' }, provenance: 'state' } },
      },
    },
    Calls: {
      call: { returns: 'CallInstance' },
      members: { create: { call: { effect: { kind: 'external', data: [0], ignoredKeys, what: 'phone call' } } } },
    },
    CallInstance: { extends: 'MessageInstance', members: { payments: { type: 'Payments' } } },
    Payments: { call: { returns: 'PaymentInstance' }, members: { create: { call: keyed } } },
    PaymentInstance: { members: { update: { call: keyed } } },
    Verify: { members: { v2: { type: 'Verify' }, services: { call: { returns: 'VerifyService' } } } },
    VerifyService: { members: { verifications: { type: 'Verifications' } } },
    Verifications: {
      members: { create: { call: { effect: { kind: 'external', data: [0], what: 'verification message' } } } },
    },
    Conversations: {
      members: {
        v1: { type: 'Conversations' },
        conversations: { type: 'ConversationList' },
        services: { call: { returns: 'Conversations' } },
      },
    },
    ConversationList: {
      call: { returns: 'Conversation' },
      members: { create: { call: { effect: { kind: 'external', data: [0], what: 'conversation' } } } },
    },
    Conversation: { members: { messages: { type: 'Messages' } } },
  },
} satisfies LibraryModel;
