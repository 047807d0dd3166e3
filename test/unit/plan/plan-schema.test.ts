import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import {
  EpicSchema,
  PlannedTaskSchema,
  PlanSchema,
  ProjectSchema,
  SprintSchema,
  TeamSchema,
} from '../../../src/plan/plan-schema.ts';

const placeOf = (schema: z.ZodMiniType, value: unknown): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.path.join('.');

describe('a document of the plan', () => {
  it('is filled up with defaults', () => {
    expect(EpicSchema.parse({ id: 'E-1', title: 'Pay' })).toEqual({
      id: 'E-1',
      title: 'Pay',
      description: '',
      status: 'planned',
      features: [],
      requirements: { functional: [], non_functional: [] },
      success_criteria: [],
      estimated_sprints: 0,
    });
    expect(SprintSchema.parse({ id: 'S-1', epic_id: 'E-1', name: 'One' })).toMatchObject({
      status: 'planned',
      goals: [],
      planned_tasks: {},
      team_allocations: {},
    });
    expect(PlannedTaskSchema.parse({ id: 'T-1', title: 'x' })).toMatchObject({
      type: 'feature',
      priority: 'medium',
      estimated_effort: 0,
      dependencies: [],
    });
    expect(TeamSchema.parse({ id: 'core', name: 'Core', orchestrator: 'lead' }).policies).toEqual({
      max_parallel_agents: 5,
      require_approval: false,
      auto_scaling: false,
    });
    expect(ProjectSchema.parse({ version: 1, name: 'app' }).governance).toEqual({
      approval_required: false,
      approvers: [],
    });
  });

  it('keeps fields that are not known', () => {
    expect(EpicSchema.parse({ id: 'E-1', title: 'x', owner: 'ada' })).toHaveProperty('owner', 'ada');
  });

  it('does not share its defaults with the next one', () => {
    const first = EpicSchema.parse({ id: 'E-1', title: 'x' });
    first.features.push('mine');
    first.requirements.functional.push('mine');
    const second = EpicSchema.parse({ id: 'E-2', title: 'y' });
    expect(second.features).toEqual([]);
    expect(second.requirements.functional).toEqual([]);
  });

  it.each<[string, z.ZodMiniType, unknown, string]>([
    ['an epic without a title', EpicSchema, { id: 'E-1' }, 'title'],
    ['an empty id', EpicSchema, { id: '', title: 'x' }, 'id'],
    ['a negative estimate', EpicSchema, { id: 'E', title: 'x', estimated_sprints: -1 }, 'estimated_sprints'],
    ['a sprint of no epic', SprintSchema, { id: 'S', name: 'x' }, 'epic_id'],
    [
      'a sprint of no days',
      SprintSchema,
      { id: 'S', epic_id: 'E', name: 'x', length_days: 0 },
      'length_days',
    ],
    ['a priority that is none', PlannedTaskSchema, { id: 'T', title: 'x', priority: 'urgent' }, 'priority'],
    [
      'a task within a sprint',
      SprintSchema,
      { id: 'S', epic_id: 'E', name: 'x', planned_tasks: { T: { id: 'T' } } },
      'planned_tasks.T.title',
    ],
    ['a team without a lead', TeamSchema, { id: 't', name: 'x' }, 'orchestrator'],
    ['a project of a later version', ProjectSchema, { version: 2, name: 'x' }, 'version'],
    ['text in place of a list', EpicSchema, { id: 'E', title: 'x', features: 'one' }, 'features'],
  ])('is refused, naming the field: %s', (_, schema, value, place) => {
    expect(placeOf(schema, value)).toBe(place);
  });

  it('belongs to one of four kinds', () => {
    const plan = { project: { version: 1, name: 'app' }, epics: {}, sprints: {}, teams: {} };
    expect(PlanSchema.safeParse(plan).success).toBe(true);
    expect(PlanSchema.safeParse({ ...plan, budgets: {} }).success).toBe(false);
    expect(placeOf(PlanSchema, { ...plan, teams: undefined })).toBe('teams');
  });
});
