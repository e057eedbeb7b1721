/** @nestjs/common: tokens, providers and composed decorators. */
import type { LibraryModel } from '../model.js';

export default {
  library: '@nestjs/common',
  packages: ['@nestjs/common'],
  exports: {
    Inject: { decorator: { inject: { token: [0] } } },
    forwardRef: { call: { returnsArgument: [0] } },
    applyDecorators: { call: { returnsArgument: [0] } },
  },
  providers: [
    { token: 'provide', classes: ['useClass', 'useExisting'], values: ['useValue'], factories: ['useFactory'] },
  ],
} satisfies LibraryModel;
