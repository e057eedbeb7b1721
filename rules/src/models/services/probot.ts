/** Probot: GitHub's webhooks through `app.on`; the context's `id` is the delivery (consumers.md §16, 14.3.2). */
import type { LibraryModel, RegistrationModel } from '../model.js';

const registration: RegistrationModel = {
  handler: [-1],
  parameters: [{ type: 'Context' }],
  ack: { mode: 'on-return', onThrow: 'lost' },
  name: 'webhook',
  source: [0],
};
const app = { at: [0], parameters: [{ type: 'Probot' }] } as const;

export default {
  library: 'probot',
  packages: ['probot'],
  exports: {
    Probot: { class: 'Probot' },
    Context: { class: 'Context' },
    ProbotOctokit: { class: 'octokit#Octokit' },
    createProbot: { call: { returns: 'Probot', sync: true } },
    createNodeMiddleware: { call: { callbacks: [app] } },
    run: { call: { callbacks: [app] } },
  },
  types: {
    Probot: {
      members: {
        on: { call: { register: registration } },
        onAny: { call: { register: { ...registration, name: 'onAny' } } },
        onError: { call: { register: { ...registration, ack: { mode: 'none' }, name: 'onError', inProcess: true } } },
        load: { call: { callbacks: [app] } },
        auth: { call: { returns: 'octokit#Octokit' } },
        webhooks: { type: '@octokit/webhooks#Webhooks' },
      },
    },
    Context: {
      provenance: 'message',
      members: {
        id: { identity: true },
        octokit: { type: 'octokit#Octokit' },
        issue: { call: { returnsArgument: [0], sync: true } },
        pullRequest: { call: { returnsArgument: [0], sync: true } },
        repo: { call: { returnsArgument: [0], sync: true } },
      },
    },
  },
} satisfies LibraryModel;
