import { describe, expect, it } from 'vitest';
import {
  editTaskDocument,
  makeTaskDocument,
  parseTaskDocument,
} from '../../../src/documents/task-documents.ts';
import { ENTRY, TASK } from './sample-document.ts';

const TEXT = makeTaskDocument(TASK);

describe('a new task document', () => {
  it('says what the plan says, what came before, and has room for the rest', () => {
    expect(TEXT).toBe(`# Task t2: Refuse old tokens

<!-- baton:task t2 Baton keeps the checklist, the logs and the chain below; write wherever you like. -->

## Static Context

- **Epic:** auth: Sign in
- **Sprint:** s1: Tokens
- **Team:** core
- **Comes after:** t1

### Description

> Tokens end after an hour.
>
> See the policy.

### Requirements

- No clock skew

### Acceptance criteria

- An old token is refused
- A new one is accepted

## Chain Inputs

### From t1: Write tokens

<!-- baton:input t1 -->
> ### Summary
>
> Tokens are JWTs.

## Feature Checklist

\`\`\`json
{
  "features": [
    {
      "id": "f1",
      "description": "An old token is refused",
      "passes": false,
      "tested_at": null
    },
    {
      "id": "f2",
      "description": "A new one is accepted",
      "passes": false,
      "tested_at": null
    }
  ],
  "overall_progress": "0%"
}
\`\`\`

## Progress Log

## Git History

## Chain Output

<!-- baton:placeholder Written when the task is done: baton task output ID --summary TEXT -->
`);
  });

  it('reads as what went into it', () => {
    expect(parseTaskDocument(TEXT)).toEqual({
      title: 'Task t2: Refuse old tokens',
      features: [
        {
          id: 'f1',
          description: 'An old token is refused',
          passes: false,
          tested_at: null,
          command: null,
          evidence: null,
        },
        {
          id: 'f2',
          description: 'A new one is accepted',
          passes: false,
          tested_at: null,
          command: null,
          evidence: null,
        },
      ],
      overall_progress: '0%',
      progress: [],
      inputs: [{ task_id: 't1', stale: false, text: '### Summary\n\nTokens are JWTs.' }],
      commits: [],
      output: null,
      problems: [],
    });
  });

  it('is a whole one however little the plan says', () => {
    const bare = makeTaskDocument({
      ...TASK,
      description: '',
      criteria: [],
      requirements: [],
      epic: null,
      sprint: null,
      team: null,
      dependencies: [],
      inputs: [],
    });
    expect(parseTaskDocument(bare)).toMatchObject({ features: [], problems: [], inputs: [] });
  });
});

describe('an edit', () => {
  const COMMIT = {
    hash: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
    subject: 'feat: refuse',
    files: 1,
    insertions: 3,
    deletions: 0,
  };

  it('appends to the progress log, the newest last', () => {
    const { text, refused } = editTaskDocument(TEXT, [
      { edit: 'log', entry: ENTRY },
      { edit: 'log', entry: { ...ENTRY, who: 'ada', did: [], issues: [], state: [], next: ['rest'] } },
    ]);
    expect(refused).toEqual([]);
    expect(text).toContain(`## Progress Log

### Session 4 · 2026-03-02T09:00:00Z

**Did**

- wrote the check
- tested it

**Issues**

- the clock drifts

**Current state**

- half done

**Next steps**

- the other half

### ada · 2026-03-02T09:00:00Z

**Next steps**

- rest

## Git History
`);
    expect(parseTaskDocument(text).progress).toEqual([
      ENTRY,
      { ...ENTRY, who: 'ada', did: [], issues: [], state: [], next: ['rest'] },
    ]);
  });

  it('lists commits once each', () => {
    const once = editTaskDocument(TEXT, [{ edit: 'add_commits', commits: [COMMIT] }]).text;
    expect(once).toContain(
      '## Git History\n\n- `a1b2c3d4e5` feat: refuse (1 file, +3 -0)\n\n## Chain Output',
    );
    const other = { ...COMMIT, hash: 'ffff000011112222', subject: 'two' };
    const twice = editTaskDocument(once, [{ edit: 'add_commits', commits: [COMMIT, other] }]).text;
    expect(twice).toContain('(1 file, +3 -0)\n- `ffff000011` two (1 file, +3 -0)\n\n## Chain Output');
    expect(editTaskDocument(twice, [{ edit: 'add_commits', commits: [other, COMMIT] }]).text).toBe(twice);
  });

  it('sets a feature, adds one, and says how far all are', () => {
    const { text } = editTaskDocument(TEXT, [
      {
        edit: 'set_feature',
        id: 'f1',
        passes: true,
        tested_at: '2026-03-02T09:00:00Z',
        evidence: { by: 'check', at: '2026-03-02T09:00:00Z', command: 'npm test' },
      },
      { edit: 'add_feature', id: 'f3', description: 'It is logged', command: 'npm run e2e' },
    ]);
    const document = parseTaskDocument(text);
    expect(document.overall_progress).toBe('33%');
    expect(document.features).toMatchObject([
      { id: 'f1', passes: true, evidence: { by: 'check', command: 'npm test' } },
      { id: 'f2', passes: false },
      { id: 'f3', passes: false, command: 'npm run e2e', description: 'It is logged' },
    ]);
    const back = editTaskDocument(text, [
      { edit: 'set_feature', id: 'f1', passes: false, tested_at: null, evidence: null },
    ]);
    expect(parseTaskDocument(back.text).features?.[0]).toMatchObject({
      passes: false,
      tested_at: null,
      evidence: null,
    });
  });

  it('keeps a hand’s own layout of the checklist', () => {
    const own = TEXT.replace(
      /\{\n {2}"features"[\s\S]*?\n\}/,
      '{"features": [ {"id":"a",   "description":"A", "passes":false, "owner": "ada"} ],\n\t"notes": [1,\n2]}',
    );
    const { text } = editTaskDocument(own, [
      { edit: 'set_feature', id: 'a', passes: true, tested_at: null, evidence: null },
    ]);
    expect(text).toContain('{"id":"a",   "description":"A", "passes":true, "owner": "ada"');
    expect(text).toContain('"notes": [1,\n2]');
  });

  it('replaces a chain input and marks it stale, and what was written beside it stays', () => {
    const noted = TEXT.replace('> Tokens are JWTs.\n', '> Tokens are JWTs.\n\nMy note on this.\n');
    const stale = editTaskDocument(noted, [
      { edit: 'set_input', title: 'Write tokens', input: { task_id: 't1', stale: true, text: 'old' } },
      { edit: 'set_input', title: 'More', input: { task_id: 't9', stale: false, text: '' } },
    ]).text;
    expect(stale).toContain(
      '### From t1: Write tokens\n\n<!-- baton:input t1 stale -->\n> old\n\nMy note on this.\n',
    );
    expect(stale).toContain('### From t9: More\n\n<!-- baton:input t9 -->\n>\n\n## Feature Checklist');
  });

  it('writes the chain output in place of what stood for it', () => {
    const minimal = editTaskDocument(TEXT, [
      { edit: 'set_output', text: '### Summary\n\nDone.', minimal: true },
    ]).text;
    expect(minimal.endsWith('## Chain Output\n\n<!-- baton:minimal -->\n\n### Summary\n\nDone.\n')).toBe(
      true,
    );
    expect(parseTaskDocument(minimal).output).toEqual({ text: '### Summary\n\nDone.', minimal: true });
    const whole = editTaskDocument(minimal, [
      { edit: 'set_output', text: 'All of it.', minimal: false },
    ]).text;
    expect(whole.endsWith('## Chain Output\n\nAll of it.\n')).toBe(true);
  });

  it('refuses what would break out of its section', () => {
    const { text, refused } = editTaskDocument(TEXT, [
      { edit: 'set_output', text: 'a\n\n## Git History\n\nb', minimal: false },
    ]);
    expect(text).toBe(TEXT);
    expect(refused).toMatchObject([{ section: 'output' }]);
  });

  it('reads the specification’s own form of the headings and labels', () => {
    const spec = `# Task #101: JWT Service - State

## 1. Static Context (Generated at task creation)

---

## 2. Chain Inputs (From upstream tasks)

### From Task #100: Schema
> Users table

---

## 3. Feature Checklist (JSON for structured tracking)

\`\`\`json
{ "features": [{ "id": "jwt-1", "description": "d", "passes": true, "tested_at": "2024-11-26T15:45:00Z" }], "overall_progress": "40%" }
\`\`\`

## 4. Progress Log (Updated each session)

### Session 1 - 2024-11-26 14:30
**What I did:**
- Created \`a.ts\`
- Added a dependency

**Issues encountered:**
- None

**Current state:**
- not tested

**Next steps:**
- test

---

## 5. Git History (References for rollback)

- \`abc1234\` - feat: x

---

## 6. Chain Output (Finalized when complete)
`;
    const document = parseTaskDocument(spec);
    expect(document).toMatchObject({
      problems: [],
      overall_progress: '40%',
      commits: ['abc1234'],
      progress: [
        {
          who: 'Session 1',
          at: '2024-11-26 14:30',
          did: ['Created `a.ts`', 'Added a dependency'],
          issues: ['None'],
          state: ['not tested'],
          next: ['test'],
        },
      ],
      output: null,
    });
    const { text, refused } = editTaskDocument(spec, [
      { edit: 'log', entry: ENTRY },
      { edit: 'set_output', text: 'Done.', minimal: false },
      { edit: 'set_feature', id: 'jwt-1', passes: false, tested_at: null, evidence: null },
    ]);
    expect(refused).toEqual([]);
    expect(text).toContain('- the other half\n\n---\n\n## 5. Git History');
    expect(text.endsWith('## 6. Chain Output (Finalized when complete)\n\nDone.\n')).toBe(true);
  });
});

describe('damage', () => {
  const told = (text: string) =>
    parseTaskDocument(text).problems.map(({ line, section, message }) => [line, section, message]);

  it('is told with its line and what to do, and the other sections go on', () => {
    const broken = TEXT.replace('"passes": false,', '"passes": flase,');
    expect(told(broken)).toEqual([
      [
        44,
        'checklist',
        'The feature checklist is not JSON (InvalidSymbol): mend this line, or restore it from git.',
      ],
    ]);
    const { text, refused } = editTaskDocument(broken, [
      { edit: 'log', entry: ENTRY },
      { edit: 'set_feature', id: 'f1', passes: true, tested_at: null, evidence: null },
    ]);
    expect(refused).toMatchObject([{ line: 44, section: 'checklist' }]);
    expect(parseTaskDocument(text).progress).toEqual([ENTRY]);
    expect(text.replace(/### Session 4[\s\S]*?- the other half\n\n/, '')).toBe(broken);
  });

  it.each([
    [
      'a missing heading',
      TEXT.replace('## Progress Log\n', ''),
      'progress',
      'The section "Progress Log" is missing: add the line "## Progress Log".',
    ],
    [
      'a heading that stands twice',
      `${TEXT}\n## progress log\n`,
      'progress',
      'The heading "Progress Log" stands twice (first in line 58): put the two together under one.',
    ],
    [
      'a conflict',
      TEXT.replace('"passes": false,', '\n<<<<<<< HEAD\n"passes": false,'),
      'checklist',
      'A conflict marker of git: choose one side and take the marker lines away.',
    ],
    [
      'no block',
      TEXT.replace(/```json[\s\S]*?```/, ''),
      'checklist',
      'The feature checklist has no fenced ```json block: write one, { "features": [] }, below this heading.',
    ],
    [
      'a feature twice',
      TEXT.replace('"f2"', '"f1"'),
      'checklist',
      'The feature "f1" stands twice: give one of them another id.',
    ],
    [
      'a key twice',
      TEXT.replace('"passes": false,', '"passes": false, "passes": true,'),
      'checklist',
      'A key stands twice in the feature checklist: take one of the two away.',
    ],
    [
      'a feature without its fields',
      TEXT.replace('"passes": false', '"passed": false'),
      'checklist',
      'A feature needs "id" and "description" as texts and "passes" as true or false.',
    ],
    [
      'no list',
      TEXT.replace('"features":', '"feature":'),
      'checklist',
      'The feature checklist needs a list "features": { "features": [] }.',
    ],
  ])('%s', (_name, text, section, message) => {
    expect(told(text)).toContainEqual([expect.any(Number), section, message]);
  });

  it('is a comment or a fence that is never closed: nothing is written into it', () => {
    const open = TEXT.replace('## Progress Log\n', '## Progress Log\n\n<script>\n');
    const { text, refused } = editTaskDocument(open, [{ edit: 'log', entry: ENTRY }]);
    expect(text).toBe(open);
    expect(refused.length).toBe(1);
    const fence = TEXT.replace(/\n```\n/, '\n');
    expect(told(fence)).toContainEqual([
      expect.any(Number),
      'checklist',
      'The fence of the feature checklist is never closed: add the closing ``` line.',
    ]);
  });
});
