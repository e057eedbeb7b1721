/** Starts VS Code on a workspace of its own, with the VSIX in it, and drives it as a user does. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { screenshots } from './places.js';

const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'workbench.colorTheme': 'Default Light Modern',
};

export interface EditorOptions {
  /** Folder of VS Code's server. */
  readonly server: string;
  readonly vsix: string;
  /** Writes the files of the workspace into that folder. */
  readonly fill: (workspace: string) => void;
  /** File to open, relative to the workspace. */
  readonly open: string;
  /** Language of the display; default English. */
  readonly language?: string;
  /** False: the editor asks whether to trust the workspace. Default true. */
  readonly trusted?: boolean;
}

export interface Editor {
  readonly page: Page;
  readonly workspace: string;
  /** Keeps a picture of the window, or of a part of it. */
  shoot(name: string, part?: Locator): Promise<void>;
  close(): Promise<void>;
}

export async function startEditor({
  server,
  vsix,
  fill,
  open,
  language,
  trusted = true,
}: EditorOptions): Promise<Editor> {
  const root = mkdtempSync(join(tmpdir(), 'editor-'));
  const [workspace, data, extensions] = ['shop', 'data', 'extensions'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [workspace, extensions, join(data, 'data/User')]) mkdirSync(folder, { recursive: true });
  fill(workspace);
  writeFileSync(join(data, 'data/User/settings.json'), JSON.stringify(quiet));
  const main = join(server, 'out/server-main.js');
  const common = ['--server-data-dir', data, '--extensions-dir', extensions, '--accept-server-license-terms'];
  install(main, [...common, '--install-extension', vsix, '--force'], root);
  const process_ = spawn(
    process.execPath,
    [
      main,
      ...common,
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--telemetry-level', 'off'],
      ...(trusted ? ['--disable-workspace-trust'] : []),
      '--disable-getting-started-override',
    ],
    { env: environment(root), detached: true },
  );
  const port = await portOf(process_);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  const close = async () => {
    await browser.close();
    await end(process_);
  };
  try {
    const page = await openPage(browser, language);
    const payload = [
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
      ['openFile', `vscode-remote://127.0.0.1:${String(port)}${join(workspace, open)}`],
    ];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    await page.goto(`http://127.0.0.1:${String(port)}/?${query.toString()}`);
    await page.locator('.monaco-workbench').waitFor();
    mkdirSync(screenshots, { recursive: true });
    const shoot = async (name: string, part?: Locator) => {
      const path = join(screenshots, `${name}.png`);
      await (part ? part.screenshot({ path }) : page.screenshot({ path }));
    };
    return { page, workspace, shoot, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPage(browser: Browser, language: string | undefined): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  // The display's own texts come from a language pack, which is not installed; extensions are told the language all the same.
  if (language !== undefined)
    await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
  return page;
}

function install(main: string, args: readonly string[], home: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    env: environment(home),
    encoding: 'utf8',
  });
  if (status !== 0 || !stdout.includes('successfully installed')) throw new Error(`Not installed: ${stdout}${stderr}`);
}

/** Ours, without what would make the editor behave otherwise; what it writes at home stays in the test's folder. */
function environment(home: string): NodeJS.ProcessEnv {
  const others = ['NODE_OPTIONS', 'NODE_TEST_CONTEXT', 'VSCODE_IPC_HOOK_CLI', 'CODE_SERVER_PARENT_PID', 'VITEST'];
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !others.includes(name))), HOME: home };
}

function portOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (data: Buffer) => {
      said += data.toString();
      const port = /agent listening on (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', () => {
      reject(new Error(`The editor's server ended: ${said}`));
    });
  });
}

/** Ends the server with its extension host and language server, which are of its process group. */
async function end(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  process.kill(-server.pid, 'SIGTERM');
  await gone;
}

/** Opens the menu of quick fixes at the cursor and takes the one with that title. */
export async function takeQuickFix(page: Page, title: string | RegExp): Promise<void> {
  const row = await openQuickFixes(page, title);
  for (let i = 0; i < 30 && !(await row.getAttribute('class'))?.includes('focused'); i++) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** The first requests may come back empty while the editor is still starting, so it asks again. */
export async function openQuickFixes(page: Page, title: string | RegExp): Promise<Locator> {
  const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('Control+.');
    try {
      await row.waitFor({ timeout: 5000 });
      return row;
    } catch (error) {
      if (attempt === 12) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Runs a command by its name in the palette. */
export async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${name}`);
  // Which of the rows has the focus depends on what was run before.
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
}
