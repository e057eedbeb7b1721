/** inversify: bindings from tokens to classes, values and factories; `@inject(token)` takes them back. */
import type { LibraryModel, MemberModel } from '../model.js';

const bind: MemberModel = { call: { returns: 'Binding', resource: [0] } };
const get: MemberModel = { call: { returnsInstanceOf: [0] } };

export default {
  library: 'inversify',
  packages: ['inversify'],
  exports: {
    Container: { class: 'Container' },
    inject: { decorator: { inject: { token: [0] } } },
  },
  types: {
    Container: {
      members: { bind, rebind: bind, get, getAsync: get, resolve: get, createChild: { call: { returns: 'this' } } },
    },
    /** `bind(T)`'s resource is the token. */
    Binding: {
      members: {
        to: { call: { returns: 'this', binds: { implementation: [0], form: 'class' } } },
        toConstantValue: { call: { returns: 'this', binds: { implementation: [0], form: 'value' } } },
        toDynamicValue: { call: { returns: 'this', binds: { implementation: [0], form: 'factory' } } },
      },
      anyMember: { call: { returns: 'this' } },
    },
  },
} satisfies LibraryModel;
