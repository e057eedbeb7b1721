/** What the effects of a call are read with. */
import type { Schema } from '../../schema/schema.js';
import type { Binder } from '../binding/bind.js';
import type { ColumnReader } from './columns.js';
import type { IdentityReader } from './identity.js';
import type { ProvenanceReader } from './provenance.js';

/** The readers of one project, each answering one question about an expression. */
export interface Readers {
  readonly binder: Binder;
  readonly provenance: ProvenanceReader;
  readonly columns: ColumnReader;
  readonly identities: IdentityReader;
  readonly schema: () => Schema;
}
