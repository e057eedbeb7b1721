/** typedi: `Container.get(X)`, `Container.set(token, value)`, `@Inject(token)`. */
import type { LibraryModel } from '../model.js';

export default {
  library: 'typedi',
  packages: ['typedi'],
  exports: {
    Container: { value: 'Container' },
    default: { value: 'Container' },
    Inject: { decorator: { inject: { token: [0] } } },
  },
  types: {
    Container: {
      members: {
        get: { call: { returnsInstanceOf: [0] } },
        set: {
          call: [
            {
              when: { has: [0, 'type'] },
              returns: 'this',
              binds: { token: [0, 'id'], implementation: [0, 'type'], form: 'class' },
            },
            {
              when: { has: [0, 'value'] },
              returns: 'this',
              binds: { token: [0, 'id'], implementation: [0, 'value'], form: 'value' },
            },
            { returns: 'this', binds: { token: [0], implementation: [1], form: 'value' } },
          ],
        },
        of: { call: { returns: 'this' } },
      },
    },
  },
} satisfies LibraryModel;
