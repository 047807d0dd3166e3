import { join } from 'node:path';

/** Every path of Baton's own folder in the client's configuration, in one place. */
export interface PerUserFolder {
  readonly folder: string;
  readonly launcher: string;
  readonly root: string;
  readonly ledger: string;
  readonly backups: string;
  readonly lock: string;
}

/** Where Baton keeps what belongs to the person and not to a project. Nothing is touched. */
export function perUserFolderOf(config: string): PerUserFolder {
  const folder = join(config, 'baton');
  return {
    folder,
    launcher: join(folder, 'launch.sh'),
    root: join(folder, 'root'),
    ledger: join(folder, 'installs.json'),
    backups: join(folder, 'backups'),
    lock: join(folder, 'install.lock'),
  };
}
