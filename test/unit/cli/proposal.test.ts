import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAudit } from '../../../src/runtime/plan-audit.ts';
import { identifyProcess } from '../../../src/store/process-identity.ts';
import { planning } from './planning.ts';

describe('a proposal', () => {
  function governed(approvers: readonly string[] = ['ada']) {
    const world = planning();
    const governance = { approval_required: true, approvers };
    world.plan('project.json', { version: 1, name: 'app', governance });
    const session = world.sessionIn('leadership');
    const propose = async (line = 'epic update auth --title Login') => {
      const answer = Object(await world.answer(line, session));
      expect(answer).toMatchObject({ outcome: 'proposed', proposal: expect.any(String) });
      return String(answer.proposal);
    };
    return { ...world, make: world.session, session, propose };
  }

  it('is made in a session where governance asks for approval, and by nobody else', async () => {
    const { propose, planNow, answer, run, session } = governed();
    const id = await propose();
    expect(planNow().epics.auth?.title).toBe('Sign in');
    expect(await answer('plan proposals')).toMatchObject([
      {
        id,
        by: 'cli:epic update',
        author: { session, mode: 'leadership' },
        changes: [{ entity: 'epics/auth' }],
      },
    ]);
    expect((await run('epic create pay --title Pay', session)).out).toContain('Nothing has changed yet.');
    expect(await answer('epic update auth --title Logon')).toMatchObject({ outcome: 'changed' });
  });

  it('is carried out by an approver, and by no one else', async () => {
    const { propose, planNow, answer, refuses, layout } = governed();
    const id = await propose();
    await refuses(
      `plan approve ${id} --as eve`,
      1,
      'eve is no approver of this plan. Approvers: ada. Say in whose name you decide',
    );
    expect(await answer(`plan approve ${id}`)).toMatchObject({
      approved: id,
      by: 'ada',
      account: 'ada',
      entities: ['epics/auth'],
    });
    expect(planNow().epics.auth?.title).toBe('Login');
    expect(readAudit(layout).records).toMatchObject([{ by: 'cli:plan approve', user: 'ada', session: null }]);
    expect(await answer('plan proposals')).toEqual([]);
    await refuses(`plan approve ${id}`, 1, `No proposal ${id} waits. None does.`);
  });

  it.each<[string, readonly string[], string, string]>([
    ['by the account', ['ada'], '', 'ada'],
    ['by git’s address', ['eve', 'ada@example.org'], '', 'ada@example.org'],
    ['in a name that is claimed', ['product-director'], ' --as product-director', 'product-director'],
    ['by anybody at a terminal where none is named', [], '', 'ada'],
  ])('is approved %s, and the audit log keeps who it was', async (_, approvers, flag, by) => {
    const { propose, answer, run, layout, session } = governed(approvers);
    const id = await propose();
    expect(await answer(`plan approve ${id}${flag}`)).toMatchObject({ by, account: 'ada' });
    const approval = {
      proposal: id,
      proposed_by: session,
      account: 'ada',
      email: 'ada@example.org',
      claimed: flag === '' ? null : by,
    };
    expect(readAudit(layout).records).toMatchObject([{ user: by, session: null, approval }]);
    expect((await run('plan history')).out).toContain(
      `${by} (account ada, proposed by ${session.slice(0, 8)})`,
    );
  });

  it('is never decided by a session: not its own, not another’s, not in an approver’s name', async () => {
    const { propose, refuses, session, sessionIn, run } = governed();
    const id = await propose();
    const own = 'A session does not decide on proposals, and least of all on its own';
    await refuses(`plan approve ${id}`, 1, own, session);
    await refuses(`plan approve ${id} --as ada`, 1, own, session);
    await refuses(`plan reject ${id} --as ada --session ${session}`, 1, own);
    const another = 'A session does not decide on proposals: that is a person';
    await refuses(`plan approve ${id}`, 1, another, sessionIn('leadership'));
    const unnamed = { env: { USER: 'ada', CLAUDECODE: '1' } };
    expect(await run(`plan approve ${id}`, undefined, unnamed)).toMatchObject({
      exit: 1,
      err: expect.stringContaining(another),
    });
  });

  it('is not decided by a session that has hidden its name: its client is among the processes above', async () => {
    const { propose, refuses, make } = governed();
    const id = await propose();
    make({ mode: 'leadership', process: identifyProcess(process.ppid) ?? null });
    await refuses(`plan approve ${id} --as ada`, 1, 'A session does not decide on proposals: that is');
  });

  it('is what a session makes that has hidden its name, too: its mode and governance hold', async () => {
    const { answer, refuses, make } = governed();
    make({ mode: 'leadership', process: identifyProcess(process.ppid) ?? null });
    expect(await answer('epic update auth --title Login')).toMatchObject({ outcome: 'proposed' });
    await refuses(
      'team create ops --name Ops --lead director',
      1,
      'A session in leadership mode does not change teams',
    );
  });

  it('whose ground has moved is not carried out, and waits on', async () => {
    const { propose, refuses, answer, planNow } = governed();
    const id = await propose();
    await answer('epic update auth --title Logon');
    await refuses(`plan approve ${id}`, 1, `epics/auth changed since ${id}.`);
    expect(planNow().epics.auth?.title).toBe('Logon');
    expect(await answer('plan proposals')).toMatchObject([{ id }]);
  });

  it('is dropped by an approver', async () => {
    const { propose, refuses, answer, planNow } = governed();
    const id = await propose();
    await refuses(`plan reject ${id} --as eve`, 1, 'eve is no approver');
    expect(await answer(`plan reject ${id}`)).toEqual({ rejected: id, by: 'ada', account: 'ada' });
    expect(planNow().epics.auth?.title).toBe('Sign in');
    expect(await answer('plan proposals')).toEqual([]);
  });

  it('of an unknown id is told with the nearest, and broken files are none', async () => {
    const { propose, refuses, answer, layout } = governed();
    const id = await propose();
    const folder = join(layout.plan, 'proposals');
    writeFileSync(join(folder, 'broken.json'), '{');
    writeFileSync(join(folder, 'odd.json'), '{"id":"odd","at":"x","by":"y","author":null,"changes":[null]}');
    writeFileSync(join(folder, 'other.json'), readFileSync(join(folder, `${id}.json`)));
    expect(await answer('plan proposals')).toMatchObject([{ id }]);
    await refuses(`plan approve ${id.slice(0, -1)}~`, 1, `Waiting: ${id}. Did you mean "${id}"?`);
    for (const name of ['broken', 'odd', 'other', '../../config']) {
      await refuses(`plan approve ${name}`, 1, `No proposal ${name} waits.`);
    }
  });

  it('is not got around by breaking what asks for it', async () => {
    const { refuses, plan, session, run } = governed();
    plan('project.json', '<<<<<<< HEAD\n');
    await refuses(
      'epic update auth --title x',
      4,
      'project.json, which says whether changes need approval',
      session,
    );
    expect(await run('epic update auth --title x')).toMatchObject({ exit: 0 });
  });
});
