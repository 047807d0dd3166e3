import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandViolations, editViolations } from '../../../../src/continuity/rules/act-rules.ts';
import { protectedPath } from '../../../../src/continuity/rules/protected-path.ts';
import { DEFAULT_PROTOCOL } from '../../../../src/continuity/rules/protocol-rules.ts';
import { writtenPaths } from '../../../../src/continuity/rules/shell-writes.ts';
import { startViolations } from '../../../../src/continuity/rules/start-rules.ts';
import { verdictOnAct } from '../../../../src/continuity/rules/verdict.ts';
import type { SessionMode } from '../../../../src/session/view.ts';
import { READY, startFacts, stateAfter } from '../../../helpers/given.ts';

const CWD = '/work/app';
const inMode = (mode: SessionMode) => stateAfter([...READY, { type: 'mode_changed', data: { mode } }]);
const edit = (path: string, mode: SessionMode = 'development', agentId?: string) =>
  editViolations(inMode(mode), DEFAULT_PROTOCOL, { path, cwd: CWD, agentId }).map(({ rule }) => rule);
const run = (command: string, mode: SessionMode = 'development') =>
  commandViolations(inMode(mode), DEFAULT_PROTOCOL, command, CWD);

describe('a path below .baton/', () => {
  it.each([
    ['/work/app/.baton/sessions/s-1/000001.jsonl', 'state'],
    ['.baton/shared/000001.jsonl', 'state'],
    ['src/../.baton/./cache/checks.json', 'state'],
    ['/elsewhere/.baton/locks/plan.lock', 'state'],
    ['.baton/plan/audit.jsonl', 'state'],
    ['.baton', 'state'],
    ['.baton/plan/epics/e1.json', 'plan'],
    ['.baton/plan/project.json', 'plan'],
    ['.baton/config.json', 'settings'],
  ])('%s is %s', (path, part) => {
    expect(protectedPath(path, CWD)?.part).toBe(part);
  });

  it.each([
    'src/a.ts',
    '.baton/tasks/T-1-state.md',
    '.baton/handoffs/1-s.json',
    '.baton/reports/x.md',
    'docs/.baton.md',
    '.batonx/sessions/a',
    '.baton/../src/sessions/a',
    '.baton/toString/a',
  ])('%s is for everybody', (path) => {
    expect(protectedPath(path, CWD)).toBeUndefined();
  });
});

describe('an edit', () => {
  it('of Baton’s state is refused in every mode, with what to use instead', () => {
    for (const mode of ['development', 'leadership', 'sprint', 'config'] as const)
      expect(edit('.baton/sessions/s-1/snapshot.json', mode)).toEqual(['protected_files']);
    const [violation] = editViolations(inMode('config'), DEFAULT_PROTOCOL, {
      path: '.baton/plan/audit.jsonl',
      cwd: CWD,
      agentId: 'a-1',
    });
    expect(violation).toMatchObject({
      level: 'require',
      message: '.baton/plan/audit.jsonl is written by Baton alone.',
      remedy: 'Use `baton plan history` and `baton plan undo`.',
    });
  });

  it('of the plan by hand is refused in development and sprint mode', () => {
    expect(edit('.baton/plan/sprints/s1.json')).toEqual(['plan_edits']);
    expect(edit('.baton/plan/sprints/s1.json', 'sprint')).toEqual(['plan_edits']);
    expect(edit('.baton/plan/sprints/s1.json', 'leadership')).toEqual([]);
    expect(edit('.baton/config.json', 'leadership')).toEqual(['plan_edits']);
    expect(edit('.baton/config.json', 'config')).toEqual([]);
  });

  it('of a source file is not for a lead or a configurator, but for the agents they have', () => {
    expect(edit('src/a.ts')).toEqual([]);
    expect(edit('src/a.ts', 'sprint')).toEqual([]);
    expect(edit('src/a.ts', 'leadership')).toEqual(['mode_edits']);
    expect(edit('src/a.ts', 'leadership', 'a-1')).toEqual([]);
    expect(edit('docs/plan.md', 'leadership')).toEqual([]);
    expect(edit('package.json', 'leadership')).toEqual(['mode_edits']);
    expect(edit('package.json', 'config')).toEqual([]);
    expect(edit('.env', 'config')).toEqual([]);
    expect(edit('src/a.ts', 'config')).toEqual(['mode_edits']);
  });

  it('is told of once where the rule only warns, and refused each time where it is required', () => {
    const state = inMode('leadership');
    const act = { path: 'src/a.ts', cwd: CWD, agentId: undefined };
    const first = verdictOnAct(state, editViolations(state, DEFAULT_PROTOCOL, act));
    expect(first.notice).toBe(
      'Baton: A session in leadership mode does not edit source files itself (src/a.ts). Delegate it (an agent, `baton task delegate`), or switch: `baton session mode development`.',
    );
    const later = stateAfter(first.events, state);
    expect(
      verdictOnAct(later, editViolations(later, DEFAULT_PROTOCOL, { ...act, path: 'src/b.ts' })),
    ).toEqual({
      block: null,
      notice: null,
      events: [],
    });
    const denied = verdictOnAct(
      later,
      editViolations(later, DEFAULT_PROTOCOL, { ...act, path: '.baton/locks/x' }),
    );
    expect(denied.block).toMatch(/^Baton: \.baton\/locks\/x is written by Baton alone\. Leave it: the lock/);
    expect(denied.events).toMatchObject([{ data: { answer: 'denied', level: 'require' } }]);
  });
});

describe('a command of the shell', () => {
  it.each<[string, readonly string[]]>([
    ['echo x > .baton/sessions/a', ['.baton/sessions/a']],
    ['echo x >>".baton/shared/a b"', ['.baton/shared/a b']],
    ["cd /tmp && printf x >| '/p/.baton/cache/z'", ['/p/.baton/cache/z']],
    ['cat <<EOF > .baton/sessions/q\n> not/this\nEOF\necho y 2> err', ['.baton/sessions/q', 'err']],
    ["cat > a <<'END'\nrm x\nEND\nrm y", ['a', 'y']],
    ['ls | tee -a out.txt', ['out.txt']],
    ['rm -rf .baton/cache', ['.baton/cache']],
    ['sudo rm .baton/locks/x', ['.baton/locks/x']],
    ['mv a .baton/shared/000001.jsonl', ['a', '.baton/shared/000001.jsonl']],
    ['cp .baton/shared/x /tmp/y', ['/tmp/y']],
    ["sed -i 's/a/b/' f", ['s/a/b/', 'f']],
    ["sed -n 's/a/b/p' f", []],
    ['dd if=/dev/zero of=.baton/x', ['.baton/x']],
    ['cat .baton/plan/x < in', []],
    ['echo "a > b"', []],
    ['X=1 touch n', ['n']],
    ['grep -r baton .baton', []],
    ['echo a\\>b', []],
    ['(rm a; (rm b))', ['a', 'b']],
    ['', []],
  ])('%j writes %j', (command, paths) => {
    expect(writtenPaths(command).filter((path) => !/^\d$/.test(path))).toEqual(paths);
  });

  it('that writes Baton’s state is refused; one that reads it, or runs baton, is not', () => {
    expect(run('echo x > .baton/sessions/s/000001.jsonl')).toMatchObject([
      { rule: 'protected_files', subject: '.baton/sessions/s/000001.jsonl' },
    ]);
    expect(run('jq . .baton/plan/project.json > /tmp/x && mv /tmp/x .baton/plan/project.json')).toMatchObject(
      [{ rule: 'plan_edits' }],
    );
    expect(run('cat .baton/sessions/s/snapshot.json | head')).toEqual([]);
    expect(run('baton session list > out.txt')).toEqual([]);
    expect(run('git add .baton/plan')).toEqual([]);
  });

  it('is read to its end whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '>', '<', '"', "'", '\\', '\n', '(', '|', '$', 'EOF') }),
        (text) => {
          expect(Array.isArray(writtenPaths(text))).toBe(true);
        },
      ),
    );
  });
});

describe('the start of a session', () => {
  const after = stateAfter([
    {
      type: 'session_started',
      data: startFacts({ predecessor: { session_id: 's-0', number: 7, by: 'worktree' } }),
    },
    { type: 'session_activated', data: {} },
  ]);
  const at = (consensus: number, lacksHandoff = false) =>
    startViolations(after, DEFAULT_PROTOCOL, { checks: { consensus, threshold: 0.8 }, lacksHandoff });

  it('is warned of failing checks and a missing handoff', () => {
    expect(at(0.799, true)).toMatchObject([
      { rule: 'consensus', message: 'The reality checks come to 79%, under 80%.' },
      { rule: 'handoff', message: 'Session #7 before this one left no handoff.' },
    ]);
    expect(at(0.8)).toEqual([]);
  });

  it('asks nothing of a project that runs no checks, and of a first session', () => {
    expect(startViolations(after, DEFAULT_PROTOCOL, { checks: undefined, lacksHandoff: false })).toEqual([]);
    expect(
      startViolations(stateAfter(READY), DEFAULT_PROTOCOL, { checks: undefined, lacksHandoff: true }),
    ).toEqual([]);
  });
});
