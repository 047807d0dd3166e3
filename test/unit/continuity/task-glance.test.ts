import { describe, expect, it } from 'vitest';
import { glanceAt } from '../../../src/continuity/task-glance.ts';
import { editTaskDocument, makeTaskDocument } from '../../../src/documents/task-documents.ts';

const PATH = '.baton/tasks/t1-state.md';
const at = (text: string) => glanceAt('t1', PATH, text);
const EMPTY = {
  task_id: 't1',
  path: PATH,
  state: [],
  next_steps: [],
  issues: [],
  unverified: [],
  passing: [],
};

describe('a glance at a task document', () => {
  it('finds what a document that Baton made and logged in says', () => {
    const made = makeTaskDocument({
      id: 't1',
      title: 'Issue tokens',
      description: '',
      criteria: ['tokens are issued', 'expired ones are refused'],
      requirements: [],
      epic: null,
      sprint: null,
      team: null,
      dependencies: [],
      inputs: [],
    });
    expect(at(made)).toEqual({
      ...EMPTY,
      unverified: [
        { id: 'f1', description: 'tokens are issued' },
        { id: 'f2', description: 'expired ones are refused' },
      ],
    });
    const entry = { who: 'Session 4', at: '2026-03-02T09:00:00Z', did: ['issue()'], issues: ['no clock'] };
    const { text } = editTaskDocument(made, [
      { edit: 'log', entry: { ...entry, state: ['issue() works'], next: ['refuse expired ones', 'docs'] } },
    ]);
    expect(at(text)).toMatchObject({
      state: ['issue() works'],
      issues: ['no clock'],
      next_steps: ['refuse expired ones', 'docs'],
    });
  });

  it('takes the newest entry, in the words of the specification', () => {
    const text = `## 4. Progress Log (Updated by agent each session)

### Session 1 - 2024-11-26 14:30
**Next steps:**
- old

### Session 2 - 2024-11-26 15:45
**What I did:**
- x
**Issues encountered:**
- None
**Current state:**
- Unit tests passing

**Next steps:**
1. Add an integration test
* [ ] Finalize
**Next:** more

## 6. Chain Output
**Next steps:**
- not this
`;
    expect(at(text)).toEqual({
      ...EMPTY,
      state: ['Unit tests passing'],
      next_steps: ['Add an integration test', 'Finalize', 'more'],
    });
  });

  it('is not misled by fences, and passes over what is damaged', () => {
    const fenced = '## Progress Log\n### S\n```md\n## Feature Checklist\n```\n**Next**\n- on\n';
    expect(at(fenced).next_steps).toEqual(['on']);
    for (const json of ['{', '[]', '{"features":1}', '{"features":[1,{"id":2},null]}', 'null'])
      expect(at(`## Feature Checklist\n\`\`\`json\n${json}\n\`\`\`\n`)).toEqual(EMPTY);
    expect(at('')).toEqual(EMPTY);
    expect(at('## Feature Checklist\nno json\n')).toEqual(EMPTY);
  });

  it('takes only passes: true for a pass', () => {
    const features = [
      { id: 'a', passes: 'yes' },
      { id: 'b', passes: true, description: 'B' },
    ];
    expect(at(`## 3. Feature checklist\n~~~json\n${JSON.stringify({ features })}\n~~~\n`)).toMatchObject({
      unverified: [{ id: 'a', description: '' }],
      passing: [{ id: 'b', description: 'B' }],
    });
  });
});
