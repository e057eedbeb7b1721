/** Which functions of which modules are deployed, with what calls them. */
import { posix } from 'node:path';
import type { Project } from '../project/project.js';
import { specifiersIn } from '../project/specifiers.js';
import { isStack, readCdk } from './cdk.js';
import { DESCRIPTOR_FILE, type DeployedFunction, readDeployments } from './deployed.js';
import { mayDescribe, readServerlessCode, SERVERLESS_CODE } from './serverless-code.js';

const EXTENSION = /\.[cm]?[jt]sx?$/;
const EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'];
/** Folders that a build puts code into; the sources lie beside them, or in `src`. */
const OUTPUT = /^(?:\.\/)?(?:dist|build|out|lib|bin|target|bundle|\.build|\.esbuild\/\.build|\.webpack\/service)\//;

/** Deployed functions of one project, by module. Read again when the project has changed. */
export class Deployments {
  #revision = -1;
  #byModule: ReadonlyMap<string, readonly DeployedFunction[]> = new Map();

  constructor(readonly project: Project) {}

  /** Modules with deployed functions (absolute paths). */
  modules(): readonly string[] {
    return [...this.#current().keys()];
  }

  /** Deployed functions of the module, each once for each descriptor that names it. */
  of(path: string): readonly DeployedFunction[] {
    return this.#current().get(path) ?? [];
  }

  #current(): ReadonlyMap<string, readonly DeployedFunction[]> {
    if (this.#revision === this.project.revision) return this.#byModule;
    this.#revision = this.project.revision;
    // Whoever asks first has not read what others ask for as well.
    this.#byModule = this.project.noting(undefined, () => this.#read());
    return this.#byModule;
  }

  #read(): ReadonlyMap<string, readonly DeployedFunction[]> {
    const descriptors = this.project.otherFiles(DESCRIPTOR_FILE).flatMap((path) => {
      const text = this.project.text(path);
      return text === undefined ? [] : [{ path, text }];
    });
    const found = new Map<string, DeployedFunction[]>();
    for (const { folder, fn } of [...readDeployments(descriptors), ...readCode(this.project)]) {
      const path = moduleOf(this.project, folder, fn);
      if (path !== undefined) found.set(path, [...(found.get(path) ?? []), fn]);
    }
    return found;
  }
}

/** Functions that code deploys, with the folder that their files are relative to. */
function readCode(project: Project): ReturnType<typeof readDeployments> {
  return project.files().flatMap((path) => {
    const isCdk = isStack(project.specifiers(path));
    if (!isCdk && !isServerlessCode(project, path)) return [];
    const module = project.module(path);
    if (!module) return [];
    return (isCdk ? readCdk(module) : readServerlessCode(module)).map((fn) => ({ folder: posix.dirname(path), fn }));
  });
}

/** The configuration in code, or a module beside such a one that says what a function is. */
function isServerlessCode(project: Project, path: string, text = project.text(path)): boolean {
  return mayDescribe(text ?? '') && project.files().some((file) => SERVERLESS_CODE.test(file));
}

/** May the file say what is deployed, as it is or was? */
export function isDescriptor(project: Project, path: string, before: string | undefined): boolean {
  if (DESCRIPTOR_FILE.test(path) || SERVERLESS_CODE.test(path)) return true;
  const texts = [before ?? '', project.text(path) ?? ''];
  return texts.some((text) => isStack(specifiersIn(text)) || isServerlessCode(project, path, text));
}

/** The module that the function stands in: the first file that is there, else the only one whose path ends so, else the only one that exports its name. */
export function moduleOf(project: Project, folder: string, { files, exports }: DeployedFunction): string | undefined {
  for (const file of files) {
    for (const base of file.startsWith('*') ? [] : foldersUp(folder, project.root)) {
      const path = spellings(file)
        .map((f) => posix.join(base, f))
        .flatMap(candidates)
        .find((f) => project.lists(f));
      if (path !== undefined) return path;
    }
  }
  const names = exports.filter((name) => /^\w/.test(name));
  const fitting = new Set(
    files.flatMap((file) => {
      const ends = spellings(file.replace(/^\*\//, '')).flatMap((f) => candidates(`/${posix.normalize(f)}`));
      return project
        .files()
        .filter((path) => ends.some((end) => path.endsWith(end)))
        .filter((path) => names.some((name) => new RegExp(`\\b${name}\\b`).test(project.text(path) ?? '')));
    }),
  );
  return fitting.size > 0 ? only(fitting) : only(new Set(names.flatMap((name) => exportersOf(project, name))));
}

function only(paths: ReadonlySet<string>): string | undefined {
  return paths.size === 1 ? [...paths][0] : undefined;
}

/** Files that export the name: a bundle is called otherwise than what it is made of. */
function exportersOf(project: Project, name: string): readonly string[] {
  const declared = new RegExp(
    `\\bexport\\s+(?:async\\s+function|function|const|let)\\s+${name}\\b|\\bexports\\.${name}\\s*=`,
  );
  return project.filesWithWord(name).filter((path) => declared.test(project.text(path) ?? ''));
}

/** The folder and those above it, down from the project's root. */
function foldersUp(folder: string, root: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at.length > root.length; at = posix.dirname(at)) found.push(posix.dirname(at));
  return found;
}

/** As written, and where the source of built code may be. */
function spellings(file: string): readonly string[] {
  const source = file.replace(OUTPUT, '').replace(/^((?:\.\.\/)+)(?:dist|build|out|lib)\//, '$1');
  return source === file ? [file] : [file, source, `src/${source}`];
}

function candidates(path: string): readonly string[] {
  const bare = path.replace(EXTENSION, '');
  return [...EXTENSIONS.map((e) => bare + e), ...EXTENSIONS.map((e) => `${bare}/index${e}`)];
}
