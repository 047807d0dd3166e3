import { describe, expect, it } from 'vitest';
import { readHookSettings } from '../../../src/runtime/hook-settings.ts';
import { openSession } from '../../../src/runtime/session-streams.ts';
import { identifyProcess } from '../../../src/store/process-identity.ts';
import { project } from './world.ts';

describe('session override', () => {
  it('waives a rule for a session and is on record with its reason', async () => {
    const { baton, session, layout } = project();
    const id = session();
    const words = ['session', 'override', 'task_status', '--reason', 'a spike', '--session', id];
    expect(await baton(words, { env: { USER: 'ada' } })).toMatchObject({
      exit: 0,
      out: 'task_status is waived for this session. It is on record: baton session violations\n',
    });
    expect(openSession(layout, id).state.observability.protocol.overrides).toMatchObject([
      { rule: 'task_status', scope: 'session', reason: 'a spike' },
    ]);
    expect((await baton(['session', 'violations', id])).out).toMatch(
      /task_status\s+waived for the session\s+ada: a spike/,
    );
    expect((await baton(['session', 'violations', id, '--json'])).json()).toMatchObject([
      { type: 'override_granted', rule: 'task_status', user: 'ada' },
    ]);
  });

  it('is refused to the model, with what a person would type', async () => {
    const { baton, session, files } = project();
    const id = session();
    const before = files();
    const words = ['session', 'override', 'uncommitted', '--reason', 'I may'];
    const refused = await baton(words, { env: { CLAUDE_CODE_SESSION_ID: id } });
    expect(refused.exit).toBe(1);
    expect(refused.err).toContain(`baton session override uncommitted --session ${id} --reason WHY`);
    expect((await baton([...words, '--session', id], { env: { CLAUDECODE: '1' } })).exit).toBe(1);
    expect(files()).toEqual(before);
  });

  it('is refused to the model that hides its name: its client is among the processes above', async () => {
    const { baton, session } = project();
    const id = session({ process: identifyProcess(process.ppid) ?? null });
    const words = ['session', 'override', 'uncommitted', '--reason', 'I may', '--session', id];
    expect(await baton(words)).toMatchObject({ exit: 1, err: expect.stringContaining('Only a person') });
  });

  it.each([
    [['override', 'uncommited', '--reason', 'x'], 'Did you mean "uncommitted"?'],
    [['override', 'uncommitted', '--reason', 'x', '--for', 'ever'], 'There are: turn, session.'],
    [['override', 'uncommitted'], '--reason'],
  ])('session %j is wrong usage', async (words, text) => {
    const { baton, session } = project();
    const outcome = await baton(['session', ...words, '--session', session()]);
    expect(outcome.exit).toBe(2);
    expect(outcome.err).toContain(text);
  });

  it('needs a reason that says something', async () => {
    const { baton, session } = project();
    const outcome = await baton([
      'session',
      'override',
      'uncommitted',
      '--reason',
      ' ',
      '--session',
      session(),
    ]);
    expect(outcome).toMatchObject({ exit: 1, err: expect.stringContaining('An override needs a reason') });
  });
});

describe('session violations', () => {
  it('lists what was broken and what came of it', async () => {
    const { baton, session } = project();
    const id = session({}, [
      {
        type: 'protocol_violated',
        data: {
          rule: 'plan_edits',
          level: 'require',
          answer: 'denied',
          subject: 'x',
          message: 'Not by hand.',
        },
      },
      {
        type: 'protocol_violated',
        data: {
          rule: 'task_status',
          level: 'require',
          answer: 'passed_over',
          subject: 'T',
          message: 'Stale.',
        },
      },
    ]);
    const { out } = await baton(['session', 'violations', id]);
    expect(out).toMatch(/plan_edits\s+denied\s+Not by hand\./);
    expect(out).toMatch(/task_status\s+passed over\s+Stale\./);
    expect((await baton(['session', 'violations', session()])).out).toBe(
      'No rule of the protocol was broken or waived in this session.\n',
    );
  });
});

describe('the settings of the protocol', () => {
  it('are set rule by rule, and hold in the hooks at once', async () => {
    const { baton, layout } = project();
    expect(readHookSettings(layout).protocol.rules).toMatchObject({
      uncommitted: 'off',
      protected_files: 'require',
    });
    expect((await baton(['config', 'set', 'protocol.rules.uncommitted', 'require'])).exit).toBe(0);
    expect(readHookSettings(layout).protocol).toMatchObject({
      manual: false,
      rules: { uncommitted: 'require', task_status: 'warn' },
    });
    await baton(['config', 'set', 'protocol.manual', 'true']);
    expect(readHookSettings(layout).protocol.manual).toBe(true);
  });

  it('refuse a word that is no level, and tell of a rule that there is not', async () => {
    const { baton } = project();
    const wrong = await baton(['config', 'set', 'protocol.rules.uncommitted', 'always']);
    expect(wrong).toMatchObject({
      exit: 1,
      err: expect.stringContaining('Expected one of: off, warn, require.'),
    });
    const unknown = await baton(['config', 'set', 'protocol.rules.uncommited', 'warn']);
    expect(unknown.exit).toBe(1);
    expect(unknown.err).toContain('protocol.rules.uncommited');
  });

  it('are the last good ones while the file holds something else', async () => {
    const { baton, layout, plan } = project();
    await baton(['config', 'set', 'protocol.rules.handoff', 'off']);
    plan('../config.json', { version: 1, protocol: { rules: { handoff: 'never' } } });
    expect(readHookSettings(layout).protocol.rules.handoff).toBe('off');
  });
});
