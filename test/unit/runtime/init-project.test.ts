import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { initProject } from '../../../src/runtime/init-project.ts';
import { refusalOf } from '../../helpers/given.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

describe('initProject', () => {
  it('makes what a project needs, and says so', () => {
    const root = tempDir();
    expect(initProject(root).created).toEqual([
      '.baton/',
      '.baton/plan/epics/',
      '.baton/plan/sprints/',
      '.baton/plan/teams/',
      '.baton/sessions/',
      '.baton/.gitignore',
      '.baton/.gitattributes',
      '.baton/config.json',
      '.baton/plan/project.json',
    ]);
    const project: unknown = JSON.parse(readFileSync(join(root, '.baton/plan/project.json'), 'utf8'));
    expect(project).toEqual({ version: 1, name: basename(root) });
  });

  it('closes the sessions to others', () => {
    const root = tempDir();
    initProject(root);
    expect(statSync(join(root, '.baton/sessions')).mode & 0o077).toBe(0);
  });

  it('does nothing the second time, and leaves what was changed in between', () => {
    const root = tempDir();
    initProject(root);
    writeFileSync(join(root, '.baton/config.json'), '{"version":1,"mine":true}');
    expect(initProject(root).created).toEqual([]);
    expect(readFileSync(join(root, '.baton/config.json'), 'utf8')).toBe('{"version":1,"mine":true}');
  });

  it('makes only what is missing', () => {
    const root = tempDir();
    mkdirSync(join(root, '.baton/plan/epics'), { recursive: true });
    const { created } = initProject(root);
    expect(created).not.toContain('.baton/plan/epics/');
    expect(created).toContain('.baton/plan/teams/');
  });

  it('refuses where .baton is a file, and leaves it', () => {
    const root = tempDir();
    writeFileSync(join(root, '.baton'), 'mine');
    const refusal = refusalOf(() => initProject(root));
    expect(refusal.code).toBe('E_INVALID');
    expect(refusal.message).toContain(join(root, '.baton'));
    expect(readFileSync(join(root, '.baton'), 'utf8')).toBe('mine');
  });

  it('keeps sessions, locks and caches out of git, and the plan in it', () => {
    const root = tempDir();
    initProject(root);
    execFileSync('git', ['init', '-q', root]);
    for (const path of [
      'sessions/a/1',
      'shared/1',
      'cache/x',
      'locks/plan.lock',
      'errors.jsonl',
      'plan/x.1.tmp',
    ]) {
      mkdirSync(join(root, '.baton', path, '..'), { recursive: true });
      writeFileSync(join(root, '.baton', path), '');
    }
    const seen = execFileSync('git', ['-C', root, 'status', '--porcelain', '-uall'], { encoding: 'utf8' });
    expect(seen.trim().split('\n').sort()).toEqual([
      '?? .baton/.gitattributes',
      '?? .baton/.gitignore',
      '?? .baton/config.json',
      '?? .baton/plan/project.json',
    ]);
  });
});
