/** Octokit: what is created through GitHub's API is created again; GitHub takes no idempotency key (consumers.md §16; octokit 5.0.5, @octokit/rest 22.0.1). */
import type { EffectModel, LibraryModel, MemberModel } from '../model.js';

const created: EffectModel = { kind: 'external', data: [0], what: 'GitHub request' };
const comment: MemberModel = { call: { effect: { ...created, what: 'comment' } } };
const issue: MemberModel = { call: { effect: { ...created, what: 'issue' } } };
const review: MemberModel = { call: { effect: { ...created, what: 'review' } } };
const start: MemberModel = { call: { effect: { ...created, what: 'workflow run' } } };
const client = { class: 'Octokit' } as const;

export default {
  library: 'octokit',
  packages: ['octokit', '@octokit/rest', '@octokit/core', '@octokit/app'],
  exports: { Octokit: client, App: { class: 'App' } },
  types: {
    App: {
      members: {
        webhooks: { type: '@octokit/webhooks#Webhooks' },
        getInstallationOctokit: { call: { returns: 'Octokit' } },
      },
    },
    Octokit: {
      extends: 'Endpoints',
      members: {
        rest: { type: 'Endpoints' },
        request: {
          call: [
            {
              when: {
                equals: {
                  at: [0],
                  values: [
                    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
                    'POST /repos/{owner}/{repo}/commits/{commit_sha}/comments',
                  ],
                },
              },
              effect: { ...created, data: [1], what: 'comment' },
            },
            {
              when: { equals: { at: [0], values: ['POST /repos/{owner}/{repo}/issues'] } },
              effect: { ...created, data: [1], what: 'issue' },
            },
            {
              when: {
                equals: {
                  at: [0],
                  values: [
                    'POST /repos/{owner}/{repo}/dispatches',
                    'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
                  ],
                },
              },
              effect: { ...created, data: [1], what: 'workflow run' },
            },
          ],
        },
      },
    },
    Endpoints: {
      members: {
        actions: { type: 'Actions' },
        checks: { type: 'Checks' },
        gists: { type: 'Gists' },
        issues: { type: 'Issues' },
        pulls: { type: 'Pulls' },
        repos: { type: 'Repos' },
      },
    },
    Actions: { members: { createWorkflowDispatch: start } },
    Checks: { members: { create: { call: { effect: { ...created, what: 'check run' } } } } },
    Gists: { members: { create: { call: { effect: { ...created, what: 'gist' } } }, createComment: comment } },
    /** Labels, assignees and states stay what they are when set again. */
    Issues: { members: { create: issue, createComment: comment } },
    /** A second pull request of the same branches is refused. */
    Pulls: { members: { createReview: review, createReviewComment: comment, createReplyForReviewComment: comment } },
    Repos: {
      members: {
        createCommitComment: comment,
        createDeployment: { call: { effect: { ...created, what: 'deployment' } } },
        createDispatchEvent: start,
      },
    },
  },
} satisfies LibraryModel;
