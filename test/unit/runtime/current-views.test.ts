import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { currentSessionView } from '../../../src/runtime/current-views.ts';
import { loadSessionView } from '../../../src/runtime/session-view.ts';
import { project } from '../cli/world.ts';

describe('currentSessionView', () => {
  it('is what the fold gives, while the view files are up to date', () => {
    const world = project();
    const id = world.session({ label: 'payments' });
    const view = currentSessionView(world.layout, id);
    expect(view).toMatchObject({ session_id: id, label: 'payments', unread: 0 });
    expect(view).toEqual(loadSessionView(world.root, id));
  });

  it('is stale where a view file is missing, and the fold then has it', () => {
    const world = project();
    const id = world.session();
    rmSync(join(world.layout.session(id), 'view.json'));
    expect(currentSessionView(world.layout, id)).toBe('stale');
    expect(loadSessionView(world.root, id)?.session_id).toBe(id);
  });

  it('needs no shared stream', () => {
    const world = project();
    const id = world.session();
    rmSync(world.layout.shared, { recursive: true });
    expect(currentSessionView(world.layout, id)).toMatchObject({ session_id: id, unread: 0 });
  });

  it.each(['never-seen', '../escape', ''])('knows no session %j', (id) => {
    expect(currentSessionView(project().layout, id)).toBeUndefined();
  });
});
