/** Which rows of the models do the fixtures reach? Rows are watched while every fixture is analysed. */
import { join } from 'node:path';
import { Analysis } from '../../src/analysis/analysis.js';
import { Catalog } from '../../src/analysis/catalog.js';
import { libraries } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';
import { Project } from '../../src/project/project.js';
import { cases, fixturesRoot } from '../fixtures/announcements.js';

interface Reach {
  readonly all: readonly string[];
  readonly reached: ReadonlySet<string>;
}

/** Every export and member with a row, as `library export Name` or `library Type.member`, and those the fixtures ask for by name. */
export function reachOfFixtures(): Reach {
  const watch = new Watch();
  const watched = libraries.map((library) => watch.library(library));
  const catalog = new Catalog(watched);
  const generated = catalog.libraries.flatMap((l) =>
    (l.generatedMarkers ?? []).map((marker) => ({ marker, package: l.packages[0] ?? l.library })),
  );
  for (const name of cases()) {
    const analysis = new Analysis(new Project(join(fixturesRoot, name), { generated }), catalog);
    watch.during(() => analysis.timelines());
  }
  return { all: [...watch.all].sort(), reached: watch.reached };
}

/** Calls that start an application are looked for by their name, in files where no handler is: nobody asks for the row. */
function isFoundByName(row: unknown): boolean {
  const call = typeof row === 'object' && row !== null && 'call' in row ? row.call : undefined;
  return typeof call === 'object' && call !== null && 'hosts' in call && !('returns' in call);
}

class Watch {
  readonly all = new Set<string>();
  readonly reached = new Set<string>();
  #isOn = false;

  during(run: () => unknown): void {
    this.#isOn = true;
    try {
      run();
    } finally {
      this.#isOn = false;
    }
  }

  library(library: LibraryModel): LibraryModel {
    const types = Object.entries(library.types ?? {}).map(([name, type]) => [
      name,
      type.members ? { ...type, members: this.#rows(type.members, `${library.library} ${name}.`) } : type,
    ]);
    return {
      ...library,
      types: Object.fromEntries(types) as NonNullable<LibraryModel['types']>,
      ...(library.exports ? { exports: this.#rows(library.exports, `${library.library} export `) } : {}),
    };
  }

  /** A row that is come by while all are listed is not asked for. */
  #rows<T extends object>(rows: T, label: string): T {
    for (const [name, row] of Object.entries(rows)) if (!isFoundByName(row)) this.all.add(label + name);
    let listed = 0;
    return new Proxy(rows, {
      ownKeys: (target) => {
        const keys = Reflect.ownKeys(target);
        listed = keys.length;
        return keys;
      },
      get: (target, name): unknown => {
        if (typeof name === 'string' && Object.hasOwn(target, name)) {
          if (listed > 0) listed--;
          else if (this.#isOn) this.reached.add(label + name);
        }
        return Reflect.get(target, name);
      },
    });
  }
}
