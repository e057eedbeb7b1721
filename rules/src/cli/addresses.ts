/** Where a reader finds the code of a place: on GitHub, when a workflow of it made the page, else beside the page. */
import { env } from 'node:process';
import type { PicturePlace } from '../picture/picture.js';

type At = Pick<PicturePlace, 'file' | 'line'>;

/** @param folder from where the page is opened to the root of the paths, with forward slashes */
export function addressOf({ file, line }: At, folder: string): string {
  const path = [folder, file].filter((part) => part !== '' && part !== '.').join('/');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = env;
  if (server !== undefined && repository !== undefined && commit !== undefined)
    return `${server}/${repository}/blob/${commit}/${encoded}#L${String(line)}`;
  return `${encoded}#L${String(line)}`;
}
