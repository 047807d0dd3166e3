import { describe, expect, it } from 'vitest';
import { formatLedger } from '../../../src/install/ledger.ts';
import { planUninstall } from '../../../src/install/plan-uninstall.ts';
import { facts, file, installed, SETTINGS, textOf } from './fake-facts.ts';

describe('the plan of an uninstallation', () => {
  it('restores the bytes of an untouched file and removes all that is Baton’s with the last installation', () => {
    const { after } = installed(facts());
    const plan = planUninstall(after);
    expect(textOf(plan)).toBe('{\n  "model": "opus"\n}\n');
    expect(plan).toMatchObject({
      settings: 'restored',
      lastFolder: '/h/.claude/baton',
      makeUnknown: '/plug',
    });
    expect(plan.changes.filter((change) => change.after === undefined)).toHaveLength(4);
  });

  it('removes a file that was not there before, and the folder made for it', () => {
    const { after } = installed(facts({ settings: file(SETTINGS), missingFolders: ['/p/.claude'] }));
    const plan = planUninstall(after);
    expect(plan.changes.find((change) => change.path === SETTINGS)?.after).toBeUndefined();
    expect(plan.emptyFolders).toEqual(['/p/.claude']);
  });

  it('takes only Baton’s entries out of a file that was edited since', () => {
    const { after, text } = installed(facts());
    const plan = planUninstall({ ...after, settings: file(SETTINGS, text.replace('opus', 'haiku')) });
    expect(plan.settings).toBe('stripped');
    expect(textOf(plan)).toBe('{\n  "model": "haiku"\n}\n');
  });

  it('keeps what others need while another installation is left', () => {
    const { after, record } = installed(facts());
    const other = { ...record, settings_file: '/q' };
    const plan = planUninstall({ ...after, installs: [...after.installs, other] });
    expect(plan).toMatchObject({ lastFolder: undefined, makeUnknown: undefined });
    expect(textOf(plan, '/h/.claude/baton/installs.json')).toBe(formatLedger([other]));
    expect(
      plan.changes.some((change) => change.path.endsWith('/launch.sh') || change.path.endsWith('/root')),
    ).toBe(false);
  });

  it('takes Baton’s entries out even when no record is left', () => {
    const { text } = installed(facts());
    const plan = planUninstall(facts({ settings: file(SETTINGS, text) }));
    expect(textOf(plan)).toBe('{\n  "model": "opus"\n}\n');
  });

  it('has nothing to do where Baton is not', () => {
    expect(planUninstall(facts()).nothingToDo).toBe(true);
    expect(planUninstall(facts({ settings: file(SETTINGS) })).nothingToDo).toBe(true);
  });
});
