/** GitHub webhooks: `id` is the delivery, the same on redelivery; GitHub does not retry by itself (consumers.md §16, 14.2.0). */
import type { LibraryModel, RegistrationModel } from '../model.js';

const registration: RegistrationModel = {
  handler: [-1],
  parameters: [{ type: 'WebhookEvent' }],
  ack: { mode: 'on-return', onThrow: 'lost' },
  name: 'webhook',
  source: [0],
};

export default {
  library: '@octokit/webhooks',
  packages: ['@octokit/webhooks'],
  exports: { Webhooks: { class: 'Webhooks' } },
  types: {
    Webhooks: {
      members: {
        on: { call: { register: registration } },
        onAny: { call: { register: { ...registration, name: 'onAny' } } },
        onError: { call: { register: { ...registration, ack: { mode: 'none' }, name: 'onError', inProcess: true } } },
      },
    },
    WebhookEvent: { provenance: 'message', members: { id: { identity: true }, octokit: { type: 'octokit#Octokit' } } },
  },
} satisfies LibraryModel;
