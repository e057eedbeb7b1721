/** Durable Lambda functions: the handler is replayed from its start, a step runs at least once until its result is recorded (consumers.md §8, 2.4.0). */
import type { CallModel, LibraryModel } from '../model.js';

const inside = [{ type: 'DurableContext', is: 'none' }] as const;
/** `step(name, fn)` and `step(fn)`. */
const step: readonly CallModel[] = [
  { when: { isFunction: [0] }, callbacks: [{ at: [0] }], provenance: 'state' },
  { callbacks: [{ at: [1] }], provenance: 'state' },
];
const child: readonly CallModel[] = [
  { when: { isFunction: [0] }, callbacks: [{ at: [0], parameters: inside }], provenance: 'state' },
  { callbacks: [{ at: [1], parameters: inside }], provenance: 'state' },
];
const each = [{ type: 'DurableContext', is: 'none' }, {}] as const;

export default {
  library: '@aws/durable-execution-sdk-js',
  packages: ['@aws/durable-execution-sdk-js'],
  exports: {
    withDurableExecution: {
      call: {
        register: {
          handler: [0],
          parameters: [{}, { type: 'DurableContext', is: 'none' }],
          ack: { mode: 'on-return', onThrow: 'lost' },
          name: 'withDurableExecution',
        },
        sync: true,
      },
    },
    DurableContext: { class: 'DurableContext' },
  },
  types: {
    DurableContext: {
      members: {
        executionContext: { type: 'Execution' },
        step: { call: step },
        waitForCallback: { call: step },
        waitForCondition: { call: step },
        runInChildContext: { call: child },
        map: {
          call: [
            { when: { isFunction: [1] }, callbacks: [{ at: [1], parameters: each, loop: true }], provenance: 'state' },
            { callbacks: [{ at: [2], parameters: each, loop: true }], provenance: 'state' },
          ],
        },
        parallel: {
          call: {
            callbacks: [
              { at: [0, '*'], parameters: inside },
              { at: [0, '*', 'func'], parameters: inside },
              { at: [1, '*'], parameters: inside },
              { at: [1, '*', 'func'], parameters: inside },
            ],
            provenance: 'state',
          },
        },
      },
    },
    Execution: { provenance: 'message', members: { durableExecutionArn: { identity: true } } },
  },
} satisfies LibraryModel;
