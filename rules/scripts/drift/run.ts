/** `npm run drift`: do the packages still have what our rows say they have? */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atVersion } from '../../src/analysis/catalog.js';
import { libraries } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';
import { Declarations } from './declarations.js';
import { type Explanation, explained } from './explained.js';
import { install, type Installed, nameOf } from './install.js';
import { importable, manifest, type Named, packagesOf } from './packages.js';
import { reportOf, summaryOf } from './report.js';
import { settle } from './settle.js';
import { look, type Looked } from './walk.js';

/** What is looked at for modules that Node brings along. */
const TYPES_OF_NODE = '@types/node';

export interface Options {
  /** Libraries to look at; all where there are none. */
  readonly only: readonly string[];
  /** A folder that packages are installed in, or were before, and are left in. */
  readonly folder?: string | undefined;
  /** Name what cannot be seen, too. */
  readonly verbose: boolean;
  readonly write: (text: string) => void;
}

/** @returns exit code: 1 when a difference is not explained */
export function drift({ only, folder, verbose, write }: Options): number {
  const chosen = libraries.filter((l) => only.length === 0 || only.includes(l.library));
  const root = folder ?? mkdtempSync(join(tmpdir(), 'idempotent-consumer-drift-'));
  mkdirSync(root, { recursive: true });
  try {
    return lookAtAll(chosen, root, verbose, write);
  } finally {
    if (folder === undefined) rmSync(root, { recursive: true, force: true });
  }
}

function lookAtAll(
  chosen: readonly LibraryModel[],
  root: string,
  verbose: boolean,
  write: (text: string) => void,
): number {
  const current = chosen.flatMap((l) => packagesOf(l).flatMap((p) => (p.installed ? [p.name] : [])));
  const older = chosen.flatMap((l) => (explained[l.library] ?? []).flatMap((e) => e.in ?? []));
  const specs = [...new Set([TYPES_OF_NODE, ...current, ...older])];
  write(`Installing ${String(specs.length)} packages …\n`);
  const installed = install(specs, root, write);
  const results = chosen.map((library) => {
    const looked = lookAt(library, installed);
    const earlier = (spec: string): Looked | undefined => lookAtVersion(library, spec, installed);
    const settled = settle(library.library, looked, explanationsOf(library), earlier);
    const versions = packagesOf(library).map((named) => label(named, installed));
    write(reportOf(settled, versions, verbose));
    return settled;
  });
  write(summaryOf(results, specs.length));
  return results.some((r) => r.missing.length > 0 || r.stale.length > 0) ? 1 : 0;
}

function label(named: Named, { folders }: Installed): string {
  const folder = folders.get(named.name);
  const version = folder === undefined ? undefined : versionOf(named, folder);
  return version === undefined ? named.name : `${named.name} ${version}`;
}

function explanationsOf(library: LibraryModel): readonly Explanation[] {
  return explained[library.library] ?? [];
}

/** Rows of a library beside the current versions of all its packages: what one of them has, is there. */
function lookAt(library: LibraryModel, installed: Installed): Looked {
  const all = packagesOf(library).map((named) => {
    const folder = installed.folders.get(named.installed ? named.name : TYPES_OF_NODE);
    const gone = new Map([[`package ${named.name}`, 'missing' as const]]);
    return folder === undefined ? gone : lookIn(library, named, folder);
  });
  return merged(all);
}

function lookAtVersion(library: LibraryModel, spec: string, installed: Installed): Looked | undefined {
  const folder = installed.folders.get(spec);
  const named = packagesOf(library).find((p) => p.name === nameOf(spec));
  return folder === undefined || !named ? undefined : lookIn(library, named, folder);
}

function lookIn(library: LibraryModel, named: Named, folder: string): Looked {
  const rows = atVersion(library, versionOf(named, folder));
  const specifiers = importable(named, folder);
  const declared = new Declarations(folder, specifiers, bringsGlobals(library) ? named.name : undefined);
  const looked = new Map(look(rows, declared));
  if (declared.unresolved.length === specifiers.length) looked.set(`package ${named.name}`, 'missing');
  return looked;
}

/** Where the types of an environment are the package, those of browsers would stand in their place. */
function bringsGlobals({ library, globals }: LibraryModel): boolean {
  return globals !== undefined && library.endsWith('-types');
}

function merged(all: readonly Looked[]): Looked {
  const rank = { missing: 1, unseen: 0, open: 2, holds: 3 } as const;
  const found = new Map<string, keyof typeof rank>();
  for (const [row, verdict] of all.flatMap((looked) => [...looked])) {
    const known = found.get(row);
    if (known === undefined || rank[verdict] > rank[known]) found.set(row, verdict);
  }
  return found;
}

function versionOf({ name, installed }: Named, folder: string): string | undefined {
  const version = installed ? manifest(name, folder)?.['version'] : undefined;
  return typeof version === 'string' ? version : undefined;
}
