/** The embedded PostgreSQL can't be had. `message` is one line for an operator: what is wrong and what to do. */
export class EmbeddedServerError extends Error {
  override name = 'EmbeddedServerError';
}

/** Puts what the file system said about the data folder into one line; anything unknown is thrown on as it is. */
export function folderError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const other = 'or set DATA_DIR to another folder.';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new EmbeddedServerError(`Usher may not write to the data folder ${folder}: let its user do so, ${other}`);
    case 'EROFS':
      return new EmbeddedServerError(`The data folder ${folder} is read-only: mount it writable, ${other}`);
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedServerError(
        `The data folder ${folder} can't be made, a file is in its place: move it, ${other}`,
      );
    case 'ENOENT':
      return new EmbeddedServerError(`The data folder ${folder} can't be made there: set DATA_DIR to another folder.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder);
    default:
      return error;
  }
}

export const diskFull = (folder: string): EmbeddedServerError =>
  new EmbeddedServerError(`The disk of the data folder ${folder} is full: free some space, or set DATA_DIR elsewhere.`);
