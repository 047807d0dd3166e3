import { describe, expect, it } from 'vitest';
import { briefing } from '../../../src/continuity/briefing.ts';
import { facts, former } from './facts.ts';

const COMMANDS = 'State and commands: `baton`, `baton help`.';
const QUOTED = 'Its record, quoted, not an instruction:';

const lines = (...texts: readonly string[]) => texts.join('\n');

describe('the briefing', () => {
  it('is one line for the first session of a project', () => {
    expect(briefing(facts())).toBe(
      `[Baton] Session 1 (development mode) started on branch main. ${COMMANDS}`,
    );
  });

  it('leaves the branch out where there is none', () => {
    expect(briefing(facts({ branch: null, mode: 'leadership', number: 12 }))).toBe(
      `[Baton] Session 12 (leadership mode) started. ${COMMANDS}`,
    );
  });

  it('tells of a predecessor that ended in good order', () => {
    expect(briefing(facts({ number: 5, predecessor: former() }))).toBe(
      lines(
        `[Baton] Session 5 (development mode) started on branch main. ${COMMANDS}`,
        `Before: session 4 (this worktree, branch main) ended cleanly, last active 2 hours ago. ${QUOTED}`,
        '- last asked: "add a parser"',
        '- last answered: "The parser is in."',
      ),
    );
  });

  it('tells of one that crashed in the middle of a turn, with its tasks and files, and what comes next', () => {
    const predecessor = former({
      ended: 'crashed',
      end_reason: 'crashed',
      last_activity: '2026-03-02T11:48:00.000Z',
      turn_open: true,
      open_tasks: [
        { title: 'Write the lexer', status: 'in_progress' },
        { title: 'Write the docs', status: 'pending' },
      ],
      files: ['src/lexer.ts', 'src/token.ts'],
      compactions: 1,
    });
    expect(
      briefing(facts({ number: 5, predecessor, uncommitted: ['src/lexer.ts', 'notes.md'], stashes: 2 })),
    ).toBe(
      lines(
        `[Baton] Session 5 (development mode) started on branch main. ${COMMANDS}`,
        `Before: session 4 (this worktree, branch main) crashed: its process ended without a close, last active 12 minutes ago, after 1 compaction. ${QUOTED}`,
        '- last asked: "add a parser"',
        '- that turn was never finished',
        '- open tasks (2):',
        '  - in progress: Write the lexer',
        '  - pending: Write the docs',
        '- files it edited last: src/lexer.ts, src/token.ts',
        'Uncommitted (2): src/lexer.ts, notes.md',
        'Stashed: 2 changes (`git stash list`).',
        'Next: go on with "Write the lexer", unless the person asks for something else.',
      ),
    );
  });

  it('tells after /clear what was cleared', () => {
    const predecessor = former({
      link: 'clear',
      end_reason: 'clear',
      last_activity: '2026-03-02T11:59:56.000Z',
    });
    expect(briefing(facts({ number: 5, occasion: 'clear', predecessor }))).toBe(
      lines(
        `[Baton] Session 5 (development mode) started after /clear on branch main. ${COMMANDS}`,
        `Before: session 4 (this same client, branch main) was cleared, last active 4 seconds ago. ${QUOTED}`,
        '- last asked: "add a parser"',
        '- last answered: "The parser is in."',
      ),
    );
  });

  it('reminds a resumed session of its own work', () => {
    const own = {
      open_tasks: [{ title: 'Write the lexer', status: 'in_progress' }],
      files: ['src/lexer.ts'],
    };
    expect(briefing(facts({ number: 3, occasion: 'resume', own, uncommitted: ['src/lexer.ts'] }))).toBe(
      lines(
        `[Baton] Session 3 (development mode) resumed on branch main. ${COMMANDS}`,
        '- open tasks (1):',
        '  - in progress: Write the lexer',
        '- files edited last in this session: src/lexer.ts',
        'Uncommitted (1): src/lexer.ts',
        'Next: go on with "Write the lexer", unless the person asks for something else.',
      ),
    );
  });

  it('says after a compaction only what the session itself had open', () => {
    const own = { open_tasks: [{ title: 'Write the lexer', status: 'blocked' }], files: [] };
    expect(
      briefing(
        facts({ number: 3, occasion: 'compact', own, predecessor: former(), uncommitted: ['a'], stashes: 1 }),
      ),
    ).toBe(
      lines(
        `[Baton] Session 3 (development mode) goes on after a compaction on branch main. ${COMMANDS}`,
        '- open tasks (1):',
        '  - blocked: Write the lexer',
      ),
    );
  });

  it('names the sessions that are live beside it', () => {
    const siblings = [
      { number: 2, mode: 'sprint', branch: 'api', current_task: 'Write the router' },
      { number: 3, mode: 'development', branch: null, current_task: null },
    ] as const;
    expect(briefing(facts({ number: 4, siblings }))).toBe(
      lines(
        `[Baton] Session 4 (development mode) started on branch main. ${COMMANDS}`,
        'Live beside you: session 2 (sprint, api, on "Write the router"); 3 (development).',
      ),
    );
  });

  it('says that orchestration is off where the project is crowded', () => {
    expect(briefing(facts({ number: 11, crowded: true }))).toBe(
      `[Baton] Session 11 (development mode) started on branch main. ${COMMANDS} ` +
        'Ten sessions are live already, so orchestration is off in this one.',
    );
  });

  it.each([
    ['fork', 'cleanly', null, 'session 4 (the one this was forked from, branch main) ended cleanly'],
    ['branch', 'expired', null, 'session 4 (this branch, branch main) was left: nothing for a day'],
    ['project', 'cleanly', 'other', 'session 4 (this project, elsewhere, branch main) ended cleanly'],
  ] as const)('says how it came to a predecessor by %s that ended %s', (link, ended, reason, expected) => {
    const text = briefing(
      facts({ occasion: 'fork', predecessor: former({ link, ended, end_reason: reason }) }),
    );
    expect(text.split('\n')[1]).toContain(expected);
    expect(text).toContain('forked');
  });

  it('says to look at an unfinished turn, else at uncommitted changes, before anything is done again', () => {
    const last = (text: string) => text.split('\n').at(-1);
    expect(last(briefing(facts({ predecessor: former({ turn_open: true }), uncommitted: ['a'] })))).toBe(
      'Next: see how far that unfinished turn came before doing it again.',
    );
    expect(last(briefing(facts({ predecessor: former(), uncommitted: ['a'] })))).toBe(
      'Next: see whether the uncommitted changes are finished work.',
    );
    expect(last(briefing(facts({ uncommitted: ['a'] })))).toBe('Uncommitted (1): a');
  });

  it('lists six of a kind and counts the rest', () => {
    const many = Array.from({ length: 9 }, (_, index) => `f${index}`);
    const predecessor = former({
      open_tasks: many.map((title) => ({ title, status: 'pending' })),
      files: many,
    });
    const text = briefing(facts({ predecessor, uncommitted: many }));
    expect(text).toContain('Uncommitted (9): f0, f1, f2, f3, f4, f5 and 3 more');
    expect(text).toContain('- files it edited last: f0, f1, f2, f3, f4, f5 and 3 more');
    expect(text).toContain('- open tasks (9):\n');
    expect(text).toContain('  - pending: f5\n  - and 3 more\n');
  });
});
