/** Slack: a message is posted each time; `chat.update` by `ts` is not (writes.md §6.2, 8.2.0). */
import type { CallModel, LibraryModel } from '../model.js';

/** Files go to a channel by its id; up to 7 there was an older upload by its name. */
const upload: CallModel = { effect: { kind: 'external', resource: [0, 'channel_id'], data: [0], what: 'Slack file' } };
const post: CallModel = { effect: { kind: 'external', resource: [0, 'channel'], data: [0], what: 'Slack message' } };

export default {
  library: '@slack/web-api',
  packages: ['@slack/web-api', '@slack/webhook'],
  exports: { WebClient: { class: 'WebClient' }, IncomingWebhook: { class: 'IncomingWebhook' } },
  types: {
    WebClient: {
      members: {
        chat: { type: 'Chat' },
        files: { type: 'Files' },
        apiCall: { call: { effect: { kind: 'external', resource: [0], data: [1], what: 'Slack call' } } },
      },
    },
    Chat: {
      members: {
        postMessage: { call: post },
        postEphemeral: { call: post },
        scheduleMessage: { call: post },
        meMessage: { call: post },
        update: { call: { effect: { kind: 'absolute', key: [0, 'ts'], data: [0] } } },
        delete: { call: { effect: { kind: 'delete', key: [0, 'ts'] } } },
      },
    },
    Files: { members: { uploadV2: { call: upload }, upload: { call: post } } },
    IncomingWebhook: {
      members: { send: { call: { effect: { kind: 'external', data: [0], what: 'Slack message' } } } },
    },
  },
} satisfies LibraryModel;
