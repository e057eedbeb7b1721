/** Does a client that knows nothing but the protocol get along with the server? */
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { createProtocolConnection } from 'vscode-languageserver-protocol/node';
import { startServer } from '../../server/server.js';

it('answers an initialize request', async () => {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.listen();
  const result = await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  expect(result).toHaveProperty('capabilities');
});
