/** Repairs, lenses, hovers, hints, call hierarchy, timeline, tree and scan, as a user meets them. */
import { describe, expect, it } from 'vitest';
import type { CallHierarchyIncomingCall, CallHierarchyItem } from 'vscode-languageserver-protocol';
import type { HandlerTree, TimelinePicture } from '../../server/protocol.js';
import { Editor, folderWith } from './editor.js';
import { acked, ledger, shop } from './shop.js';

const consumer = 'src/orders.consumer.ts';
const service = 'src/orders.service.ts';
const book = 'src/ledger.ts';

async function opened(files: Readonly<Record<string, string>>, path: string, locale?: string): Promise<Editor> {
  const editor = await Editor.start(folderWith(files), { settings: {}, ...(locale === undefined ? {} : { locale }) });
  await editor.open(path);
  return editor;
}

function keyed(table: string, key: string): string {
  return `CREATE TABLE ${table} (${key} text PRIMARY KEY, total int, amount int);\n`;
}

describe('the light bulb', () => {
  it('repairs another file, and the finding is gone', async () => {
    const editor = await opened({ ...shop, 'schema.sql': keyed('orders', 'reference') }, consumer);
    const [repair] = await editor.actions(consumer, 'place(order)');
    expect(repair?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri: editor.uri(service), version: null } },
    ]);
    await editor.apply({ edit: repair?.edit ?? {} });
    expect(editor.text(service)).toMatch(/ON CONFLICT/);
    expect(await editor.found(consumer)).toEqual([]);
  });

  it('repairs all findings of a rule in the file', async () => {
    const schema = keyed('debits', 'account') + keyed('credits', 'account');
    const editor = await opened({ ...ledger, 'schema.sql': schema }, book);
    const all = (await editor.actions(book, 'pool.query')).find((a) => a.title.startsWith('Fix all'));
    await editor.apply({ edit: all?.edit ?? {} });
    expect(editor.text(book).match(/ON CONFLICT/g)).toHaveLength(2);
    expect(await editor.found(book)).toEqual([]);
  });

  it('offers nothing that somebody’s typing made stale', async () => {
    const editor = await opened({ ...ledger, 'schema.sql': keyed('debits', 'account') }, book);
    const [repair] = await editor.actions(book, 'pool.query');
    await editor.type(book, 'const entry', 'const  entry');
    await expect(editor.apply({ edit: repair?.edit ?? {} })).rejects.toThrow('is at 2');
  });

  it('disables the rule for the line, also beside another one', async () => {
    const editor = await opened(ledger, book);
    const disable = (await editor.actions(book, 'pool.query')).find((a) => a.title.startsWith('Disable'));
    await editor.apply({ edit: disable?.edit ?? {} });
    expect(editor.text(book)).toContain('    // eslint-disable-next-line idempotent-consumer/no-bare-insert -- ');
    expect(await editor.found(book)).toEqual(['12 no-bare-insert']);
    const line = "    await pool.query('INSERT INTO credits";
    await editor.type(book, line, `    // eslint-disable-next-line no-console\n${line}`);
    const other = (await editor.actions(book, "query('INSERT INTO credits")).find((a) => a.title.startsWith('Disable'));
    await editor.apply({ edit: other?.edit ?? {} });
    expect(editor.text(book)).toContain('no-console, idempotent-consumer/no-bare-insert');
    expect(await editor.found(book)).toEqual([]);
  });

  it('explains: by the client, else in a browser', async () => {
    const editor = await opened(ledger, book);
    const explain = (await editor.actions(book, 'pool.query')).find((a) => a.title.startsWith('Explain'));
    expect(explain?.command).toMatchObject({ command: 'idempotentConsumer.explain' });
    await editor.request('workspace/executeCommand', explain?.command);
    expect(editor.heard.find((h) => h.method === 'window/showDocument')?.params).toMatchObject({ external: true });
  });
});

describe('what stands in the text', () => {
  it('is a lens on each handler', async () => {
    const editor = await opened(shop, consumer);
    const [lens] = await editor.lenses(consumer);
    expect(lens?.command).toMatchObject({
      title: 'kafkajs · at-least-once · acked on return · 1 unsafe',
      command: 'idempotentConsumer.showTimeline',
    });
    await editor.set({ codeLens: false });
    expect(await editor.lenses(consumer)).toEqual([]);
  });

  it('is in Chinese where the editor is', async () => {
    const editor = await opened(shop, consumer, 'zh-cn');
    const [lens] = await editor.lenses(consumer);
    expect(lens?.command?.title).toBe('kafkajs · 至少一次 · 返回时确认 · 1 处不安全');
  });

  it('is a hover on a finding, an effect, a handler', async () => {
    const editor = await opened(shop, consumer);
    // Editors of ours show the message there anyway.
    const hover = await editor.hover(consumer, 'place(order)');
    expect(hover).toMatch(
      /^All is done, but the acknowledgement is lost → message: delivered again → \*\*orders: 2 rows instead of 1\*\*/,
    );
    expect(hover).toMatch(/\[place\(\)\]\(file:[\s\S]*no-bare-insert\.md/);
    await editor.set({ run: 'off' });
    expect(await editor.hover(consumer, 'place(order)')).toMatch(/^A redelivered message inserts into “orders” again/);
    await editor.set({ run: 'auto' });
    expect(await editor.hover(consumer, 'eachMessage')).toMatch(
      /\*\*kafkajs eachMessage\*\*: at-least-once, acked on return/,
    );
    await editor.workspaceFound();
    await editor.open(service);
    expect(await editor.hover(service, 'query(')).toMatch(/\*\*Unsafe\*\*[\s\S]*Reached from \[kafkajs eachMessage/);
    expect(await editor.hover(service, 'new Pool')).toBeUndefined();
  });

  it('is a hint behind an unsafe effect that handlers of other files reach, when asked for', async () => {
    const editor = await opened(shop, service);
    await editor.workspaceFound();
    expect(await editor.hints(service)).toEqual([]);
    await editor.set({ inlayHints: true });
    expect(await editor.hints(service)).toMatchObject([{ label: '⚠ repeats on redelivery' }]);
  });

  it('leads from an effect to the handlers, and back', async () => {
    const editor = await opened(shop, service);
    await editor.workspaceFound();
    const at = { textDocument: { uri: editor.uri(service) }, position: editor.rangeOf(service, 'query(').start };
    const [item] = await editor.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at);
    expect(item?.name).toBe('insert “orders”');
    const [call] = await editor.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    expect(call?.from).toMatchObject({ name: 'kafkajs eachMessage', uri: editor.uri(consumer) });
    expect(call?.fromRanges[0]?.start.line).toBe(8);
    expect(await editor.request('callHierarchy/outgoingCalls', { item: call?.from })).toMatchObject([
      { to: { name: item?.name } },
    ]);
  });
});

describe('what a comment or the settings silence', () => {
  const status = (editor: Editor): unknown =>
    editor.heard.filter((h) => h.method === 'idempotentConsumer/status').at(-1)?.params;
  const verdicts = async (editor: Editor): Promise<string[]> => {
    const tree = await editor.request<HandlerTree>('idempotentConsumer/scan', {});
    return tree.packages.flatMap((p) => p.handlers.flatMap((h) => h.effects.map((e) => e.verdict)));
  };
  const lens = async (editor: Editor, path: string): Promise<string | undefined> =>
    (await editor.lenses(path))[0]?.command?.title.split(' · ').at(-1);

  it('counts as accepted, in lens, tree and status', async () => {
    const editor = await opened(ledger, book);
    expect(await lens(editor, book)).toBe('2 unsafe');
    await editor.type(
      book,
      '    await pool',
      '    // eslint-disable-next-line idempotent-consumer/no-bare-insert -- a test\n    await pool',
    );
    expect(await lens(editor, book)).toBe('1 unsafe, 1 accepted');
    expect(await verdicts(editor)).toEqual(['accepted', 'unsafe']);
    await expect.poll(() => status(editor)).toMatchObject({ state: 'idle', unsafe: 1 });
    await editor.set({ rules: { 'no-bare-insert': 'off' } });
    expect(await lens(editor, book)).toBe('2 accepted');
    expect(await verdicts(editor)).toEqual(['accepted', 'accepted']);
    await expect.poll(() => status(editor)).toMatchObject({ state: 'idle', unsafe: 0 });
  });

  it('counts all the same where nothing is underlined', async () => {
    const editor = await opened(ledger, book);
    await editor.set({ run: 'off' });
    expect(await editor.found(book)).toEqual([]);
    expect(await lens(editor, book)).toBe('2 unsafe');
    expect(await verdicts(editor)).toEqual(['unsafe', 'unsafe']);
    await expect.poll(() => status(editor)).toMatchObject({ state: 'idle', unsafe: 2 });
  });

  it('is no fault of the handler, and has no hint where it is reached', async () => {
    const said = '// eslint-disable-next-line idempotent-consumer/no-ack-before-processing\n  channel.ack';
    const early = await Editor.start(
      folderWith({ ...acked, 'src/stock.ts': acked['src/stock.ts'].replace('channel.ack', said) }),
    );
    const tree = await early.request<HandlerTree>('idempotentConsumer/scan', {});
    expect(tree.packages[0]?.handlers[0]?.faults).toEqual([]);
    const silent = shop[consumer].replace('    await place', '    // eslint-disable-next-line\n    await place');
    const editor = await opened({ ...shop, [consumer]: silent }, service);
    await editor.set({ inlayHints: true });
    await editor.workspaceFound();
    expect(await editor.hints(service)).toEqual([]);
  });
});

describe('what is excluded', () => {
  it('has no diagnostics, lenses or place in the tree, but is followed from elsewhere', async () => {
    const files = { ...shop, 'legacy/ledger.ts': ledger['src/ledger.ts'], 'src/book.ts': ledger['src/ledger.ts'] };
    const editor = await Editor.start(folderWith(files), {
      settings: { exclude: ['legacy/', '*.service.ts', 'src/b*'] },
    });
    expect(await editor.workspaceFound()).toEqual({ [consumer]: ['9 no-bare-insert'] });
    await editor.open('legacy/ledger.ts');
    expect(await editor.found('legacy/ledger.ts')).toEqual([]);
    expect(await editor.lenses('legacy/ledger.ts')).toEqual([]);
    const handlers = async (): Promise<string[]> => {
      const tree = await editor.request<HandlerTree>('idempotentConsumer/scan', {});
      return tree.packages.flatMap((p) => p.handlers.map((h) => h.location.uri.slice(editor.uri('').length + 1)));
    };
    expect(await handlers()).toEqual([consumer]);
    await editor.set({ exclude: ['src/book.ts'] });
    expect(await editor.found('legacy/ledger.ts')).toEqual(['10 no-bare-insert', '11 no-bare-insert']);
    expect(await handlers()).toEqual(['legacy/ledger.ts', consumer]);
    await editor.set({ exclude: [] });
    expect(await handlers()).toEqual(['legacy/ledger.ts', 'src/book.ts', consumer]);
  });

  it('may be said in the initialization options', async () => {
    const editor = await Editor.start(folderWith(shop), { options: { settings: { exclude: ['src/'] } } });
    expect(await editor.workspaceFound()).toEqual({});
  });
});

describe('requests of our own', () => {
  it('give the picture of the handler at a place', async () => {
    const editor = await opened(shop, consumer);
    const at = { uri: editor.uri(consumer), position: editor.rangeOf(consumer, 'JSON.parse').start };
    const found = await editor.request<TimelinePicture>('idempotentConsumer/timeline', at);
    expect(found.root).toBe(editor.uri(''));
    expect(found.picture).toMatchObject({ verdict: 'unsafe', handler: { library: 'kafkajs', name: 'eachMessage' } });
    const outside = { ...at, position: { line: 0, character: 0 } };
    expect(await editor.request('idempotentConsumer/timeline', outside)).toBeNull();
  });

  it('scan the workspace, with progress, and give the tree', async () => {
    const editor = await Editor.start(folderWith(shop));
    const steps: string[] = [];
    editor.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      steps.push(value.kind);
    });
    const tree = await editor.request<HandlerTree>('idempotentConsumer/scan', { workDoneToken: 'scan' });
    expect(tree.packages).toMatchObject([
      {
        name: 'shop',
        handlers: [
          {
            library: 'kafkajs',
            name: 'eachMessage',
            ack: 'on-return',
            effects: [
              {
                label: 'insert into “orders”',
                kind: 'insert',
                resource: 'orders',
                verdict: 'unsafe',
                location: { uri: editor.uri(service) },
              },
            ],
          },
        ],
      },
    ]);
    expect([steps[0], steps.at(-1)]).toEqual(['begin', 'end']);
    expect(await editor.request('idempotentConsumer/handlers')).toEqual(tree);
    const status = (): unknown => editor.heard.filter((h) => h.method === 'idempotentConsumer/status').at(-1)?.params;
    await expect.poll(status).toEqual({ state: 'idle', unsafe: 1, problems: 0 });
  });

  it('give a tree that holds what speaks of no effect, too', async () => {
    const editor = await Editor.start(folderWith(acked));
    await editor.workspaceFound();
    const { packages } = await editor.request<HandlerTree>('idempotentConsumer/handlers');
    expect(packages[0]?.handlers[0]?.faults).toMatchObject([{ ruleId: 'no-ack-before-processing' }]);
  });
});
