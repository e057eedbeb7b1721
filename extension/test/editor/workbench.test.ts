/** What a user sees in a real VS Code with the packed extension. The steps of one editor follow each other. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Editor, openQuickFixes, runCommand, startEditor, takeQuickFix } from './editor.js';
import { vsix } from './places.js';
import { fillShop, fillWallet } from './shop.js';

const handlerFile = 'apps/orders/src/main.ts';

const line = (page: Page, text: string) => page.locator('.monaco-editor .view-line', { hasText: text }).first();
const word = (page: Page, text: string, name: string) =>
  line(page, text)
    .locator('span', { hasText: new RegExp(`^\\.?${name}$`) })
    .last();
const squiggles = (page: Page) =>
  page.locator('.monaco-editor .view-overlays').locator('.squiggly-error, .squiggly-warning');

/** The timeline's page: a frame in a frame. */
const timelineOf = (page: Page): FrameLocator =>
  page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');

/** No notification, no tooltip, and a side bar in which a line can be read. */
async function tidy(page: Page): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  const bar = await page.locator('.part.sidebar').boundingBox();
  if (bar === null) throw new Error('There is no side bar.');
  const edge = bar.x + bar.width;
  await page.mouse.move(edge, 400);
  await page.mouse.down();
  await page.mouse.move(edge + 140, 400, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(900, 500);
  await page.locator('.monaco-sash.hover').first().waitFor({ state: 'hidden' });
}

/** By its path, as people do. */
async function openFile(page: Page, file: string, folder = file.split('/')[1] ?? file): Promise<void> {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').first().fill(file);
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: file.split('/').slice(0, -1).join('/') })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await page.locator('.monaco-breadcrumbs', { hasText: folder }).waitFor();
}

async function start(options: Partial<Parameters<typeof startEditor>[0]> = {}): Promise<Editor> {
  return startEditor({ server: inject('editor'), vsix: vsix(), fill: fillShop, open: handlerFile, ...options });
}

describe('in VS Code', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await start();
  });
  afterAll(() => editor.close());

  it('underlines the calls that are repeated', async () => {
    await squiggles(editor.page).nth(2).waitFor();
    expect(await squiggles(editor.page).count()).toBe(3);
  });

  it('says above the handler how it is delivered', async () => {
    const lens = editor.page.locator('.codelens-decoration', { hasText: 'kafkajs' }).first();
    await lens.waitFor();
    expect(await lens.textContent()).toContain('at-least-once');
    expect(await lens.textContent()).toContain('3 unsafe');
    await editor.page.locator('.statusbar-item', { hasText: /\d unsafe/ }).waitFor();
    // Away from the first word, which would be marked wherever it stands.
    await line(editor.page, 'await consumer.connect').click();
    await editor.page.keyboard.press('End');
    await editor.shoot('1-squiggles-and-code-lens');
  });

  it('explains in a hover', async () => {
    await word(editor.page, 'orders.place(event)', 'place').hover();
    const hover = editor.page
      .locator('.monaco-hover:not(.hidden)', { hasText: 'A redelivered message inserts into' })
      .first();
    await hover.waitFor();
    await editor.shoot('2-hover');
    await editor.page.keyboard.press('Escape');
  });

  it('lists the path to the write in the Problems panel', async () => {
    const { page } = editor;
    await runCommand(page, 'Problems: Focus on Problems View');
    const rows = page.locator('.markers-panel .monaco-list-row');
    const problem = rows.filter({ hasText: 'A redelivered message inserts into' });
    await page.locator('.markers-panel-action-filter-container input, .part.panel input').first().fill('into “order”');
    await problem.first().waitFor();
    const related = rows.filter({ hasText: 'order.repository.ts' });
    await related.first().waitFor();
    await editor.shoot('3-problems');
    await page.keyboard.press('Control+J');
  });

  it('shows the timeline; the crash point can be moved', async () => {
    const { page } = editor;
    await page.locator('.codelens-decoration a', { hasText: 'kafkajs' }).first().click();
    const timeline = timelineOf(page);
    const crash = timeline.getByRole('slider');
    await crash.waitFor();
    await crash.focus();
    await page.keyboard.press('Home');
    const outcome = timeline.getByRole('status');
    const first = await outcome.textContent();
    await editor.shoot('4-timeline');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await crash.getAttribute('aria-valuenow')).toBe('3');
    expect(await outcome.textContent()).not.toBe(first);
    await editor.shoot('5-timeline-crash-point-moved');
  });

  it('opens the code that is clicked in the timeline', async () => {
    const { page } = editor;
    await timelineOf(page).getByRole('button', { name: 'order.repository.ts' }).first().click();
    await page.locator('.tab.active', { hasText: 'order.repository.ts' }).waitFor();
    await line(page, 'this.prisma.order.create').waitFor();
    await page.locator('.tab', { hasText: 'Timeline' }).first().click();
    await page.keyboard.press('Control+W');
    await page.locator('.tab', { hasText: 'main.ts' }).first().click();
  });

  it('repairs an insert in the other file that makes it, and saves', async () => {
    const { page, workspace } = editor;
    await openFile(page, 'apps/archive/src/handler.ts');
    await squiggles(page).nth(2).waitFor();
    await word(page, 'this.orders.insert', 'insert').click();
    await openQuickFixes(page, 'Do nothing when the row is already there');
    await editor.shoot('6-quick-fixes');
    await page.keyboard.press('Escape');
    await takeQuickFix(page, 'Do nothing when the row is already there');
    await expect.poll(() => squiggles(page).count(), { timeout: 30_000 }).toBe(2);
    await page.locator('.tab', { hasText: 'orders.repository.ts' }).first().click();
    await line(page, 'ON CONFLICT').waitFor();
    await page.keyboard.press('Control+S');
    const changed = join(workspace, 'apps/archive/src/orders.repository.ts');
    await expect
      .poll(() => readFileSync(changed, 'utf8'), { timeout: 30_000 })
      .toContain('ON CONFLICT (order_id) DO NOTHING');
    await editor.shoot('7-other-file-repaired');
  });

  it('repairs a line, and saves', async () => {
    const { page, workspace } = editor;
    await openFile(page, 'apps/mails/src/main.ts');
    await squiggles(page).nth(2).waitFor();
    await word(page, 'prisma.customer.update', 'update').click();
    await takeQuickFix(page, 'Wait for it, and let its failure go on');
    await line(page, 'await prisma.customer.update').waitFor();
    await expect.poll(() => squiggles(page).count(), { timeout: 30_000 }).toBe(2);
    await page.keyboard.press('Control+S');
    const changed = join(workspace, 'apps/mails/src/main.ts');
    await expect
      .poll(() => readFileSync(changed, 'utf8'), { timeout: 30_000 })
      .toContain('await prisma.customer.update');
    await page
      .locator('.codelens-decoration', { hasText: /· 1 safe/ })
      .first()
      .waitFor();
    await editor.shoot('8-line-repaired');
  });

  it('shows the handlers of the workspace after a scan', async () => {
    const { page } = editor;
    await runCommand(page, 'Idempotent Consumer: Scan Workspace');
    const rows = page.locator('.pane-body .monaco-list-row');
    await page.locator('.notification-toast', { hasText: 'Message handlers:' }).waitFor();
    await rows.filter({ hasText: 'eachMessage' }).first().waitFor();
    await tidy(page);
    await editor.shoot('9-message-handlers');
    const all = await rows.count();
    await page.getByRole('button', { name: 'Show Unsafe Only' }).click();
    await expect.poll(() => rows.count(), { timeout: 30_000 }).toBeLessThan(all);
    await editor.shoot('10-unsafe-only');
  });
});

describe('a repair that changes several files and makes one', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await start({ fill: fillWallet, open: 'handler.ts' });
  });
  afterAll(() => editor.close());

  it('is shown before it is made, and then is on the disk as a whole', async () => {
    const { page, workspace } = editor;
    const migration = join(workspace, 'prisma/migrations/20240301101501_create_processed_message/migration.sql');
    await squiggles(page).first().waitFor();
    await word(page, 'prisma.account.update', 'update').click();
    await takeQuickFix(page, 'Record the message in the same transaction');
    const made = page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'migration.sql' });
    await made.waitFor();
    expect(existsSync(migration)).toBe(false);
    // What needs a confirmation is not ticked; what comes with it is.
    const tick = made.getByRole('checkbox');
    expect(await tick.isChecked()).toBe(false);
    await tick.check();
    await editor.shoot('11-refactor-preview');
    await page.locator('.bulk-edit-panel').getByRole('button', { name: 'Apply' }).click();
    const read = (path: string) => readFileSync(path, 'utf8');
    await expect
      .poll(() => existsSync(migration) && read(migration), { timeout: 30_000 })
      .toContain('CREATE TABLE "processed_messages"');
    await expect
      .poll(() => read(join(workspace, 'prisma/schema.prisma')), { timeout: 30_000 })
      .toContain('model ProcessedMessage');
    await expect.poll(() => read(join(workspace, 'handler.ts')), { timeout: 30_000 }).toContain('prisma.$transaction');
    await expect.poll(() => squiggles(page).count(), { timeout: 30_000 }).toBe(0);
    await openFile(page, 'migrations/20240301101501_create_processed_message/migration.sql', 'prisma');
    await editor.shoot('12-file-made');
  });
});

describe('in Chinese', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await start({ language: 'zh-cn' });
  });
  afterAll(() => editor.close());

  it('speaks Chinese in findings, lenses, commands and the status bar', async () => {
    const { page } = editor;
    await squiggles(page).nth(2).waitFor();
    await word(page, 'orders.place(event)', 'place').hover();
    await page
      .locator('.monaco-hover:not(.hidden)', { hasText: '消息重新投递时会再次向“order”插入数据' })
      .first()
      .waitFor();
    await editor.shoot('13-chinese-hover');
    await page.keyboard.press('Escape');
    await page.locator('.codelens-decoration', { hasText: '至少一次' }).first().waitFor();
    await page.locator('.statusbar-item', { hasText: '处不安全' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'kafkajs' }).first().click();
    await timelineOf(page).getByRole('slider').waitFor();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>Idempotent Consumer');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '扫描工作区' }).waitFor();
    await editor.shoot('14-chinese');
  });
});

describe('in a workspace that is not trusted', () => {
  let editor: Editor;
  let ran: string;
  beforeAll(async () => {
    editor = await start({
      trusted: false,
      fill: (workspace) => {
        fillShop(workspace);
        ran = join(workspace, 'ran.txt');
        const code = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(ran)}, 'x');\nexport default [];\n`;
        for (const file of ['eslint.config.js', 'idempotent-consumer.config.js'])
          writeFileSync(join(workspace, file), code);
      },
    });
  });
  afterAll(() => editor.close());

  it('finds the same and runs nothing of the workspace', async () => {
    const { page } = editor;
    await page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: /No, I don't trust/ })
      .click();
    await squiggles(page).nth(2).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await editor.shoot('15-not-trusted');
    expect(existsSync(ran)).toBe(false);
  });
});
