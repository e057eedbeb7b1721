/** Which names may register a handler, so that other calls and files need not be evaluated. */
import type { Project } from '../project/project.js';
import { type Catalog, callRows } from './catalog.js';

const known = new WeakMap<Catalog, { exported: ReadonlySet<string>; members: ReadonlySet<string> }>();

function namesOf(catalog: Catalog): { exported: ReadonlySet<string>; members: ReadonlySet<string> } {
  const cached = known.get(catalog);
  if (cached) return cached;
  const exported = new Set<string>();
  const members = new Set<string>();
  for (const library of catalog.libraries) {
    for (const rows of [library, ...(library.versions ?? [])]) {
      for (const [name, model] of Object.entries(rows.exports ?? {})) {
        if ([...callRows(model.call), ...callRows(model.construct)].some((r) => r.register || r.receives))
          exported.add(name);
      }
      for (const type of Object.values(rows.types ?? {})) {
        for (const [name, member] of Object.entries(type.members ?? {})) {
          if (callRows(member.call).some((r) => r.register || r.receives)) members.add(name);
        }
      }
    }
  }
  const found = { exported, members };
  known.set(catalog, found);
  return found;
}

/** Names of members and exports whose calls may register a handler. */
export function registeringNames(catalog: Catalog): ReadonlySet<string> {
  const { exported, members } = namesOf(catalog);
  return new Set([...exported, ...members]);
}

/**
 * Files that call such a member, or iterate asynchronously, on something that another module of the project made: their own
 * text names no library.
 */
export function remoteRegistrations(catalog: Catalog, project: Project): readonly string[] {
  const { members } = namesOf(catalog);
  const calls = new RegExp(`\\.(?:${[...members].join('|')})\\s*[(<]|\\bfor\\s+await\\b`);
  return project.files().filter((file) => calls.test(project.text(file) ?? ''));
}
