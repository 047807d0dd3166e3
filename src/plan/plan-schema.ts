import * as z from 'zod/mini';

const text = () => z.string().check(z.minLength(1));
const texts = () => z._default(z.array(z.string()), []);

/** A piece of work that a sprint plans (specification 000). */
export const PlannedTaskSchema = z.looseObject({
  id: text(),
  title: text(),
  description: z.optional(z.string()),
  type: z._default(z.string(), 'feature'),
  /** Points. */
  estimated_effort: z._default(z.number().check(z.minimum(0)), 0),
  priority: z._default(z.enum(['low', 'medium', 'high', 'critical']), 'medium'),
  requirements: texts(),
  acceptance_criteria: texts(),
  dependencies: texts(),
  assigned_team: z.optional(z.string()),
});

/** A large goal, reached in several sprints. */
export const EpicSchema = z.looseObject({
  id: text(),
  title: text(),
  description: z._default(z.string(), ''),
  status: z._default(z.string(), 'planned'),
  features: texts(),
  requirements: z._default(z.looseObject({ functional: texts(), non_functional: texts() }), () => ({
    functional: [],
    non_functional: [],
  })),
  success_criteria: texts(),
  estimated_sprints: z._default(z.number().check(z.minimum(0)), 0),
});

/** A stretch of planned work towards one epic. */
export const SprintSchema = z.looseObject({
  id: text(),
  epic_id: text(),
  name: text(),
  status: z._default(z.string(), 'planned'),
  goals: texts(),
  /** Days; the status line counts them. */
  length_days: z.optional(z.number().check(z.minimum(1))),
  planned_tasks: z._default(z.record(z.string(), PlannedTaskSchema), {}),
  team_allocations: z._default(
    z.record(z.string(), z.looseObject({ capacity: z.number().check(z.minimum(0)), members: texts() })),
    {},
  ),
});

/** A team: who leads it, who belongs to it, by which rules it works. */
export const TeamSchema = z.looseObject({
  id: text(),
  name: text(),
  orchestrator: text(),
  available_agents: z._default(
    z.array(
      z.looseObject({
        agent_id: text(),
        role: z._default(z.string(), ''),
        skills: texts(),
        default_capacity: z._default(z.number().check(z.minimum(0)), 1),
      }),
    ),
    [],
  ),
  policies: z._default(
    z.looseObject({
      max_parallel_agents: z._default(z.number().check(z.minimum(0)), 5),
      require_approval: z._default(z.boolean(), false),
      auto_scaling: z._default(z.boolean(), false),
    }),
    { max_parallel_agents: 5, require_approval: false, auto_scaling: false },
  ),
});

/** What holds for the whole plan. */
export const ProjectSchema = z.looseObject({
  version: z.literal(1),
  name: z.string(),
  tools: z._default(z.record(z.string(), z.unknown()), {}),
  governance: z._default(z.looseObject({ approval_required: z.boolean(), approvers: texts() }), () => ({
    approval_required: false,
    approvers: [],
  })),
});

/** The whole plan as one value; on disk it is one file an entity. */
export const PlanSchema = z.strictObject({
  project: ProjectSchema,
  epics: z.record(z.string(), EpicSchema),
  sprints: z.record(z.string(), SprintSchema),
  teams: z.record(z.string(), TeamSchema),
});

export type Plan = z.infer<typeof PlanSchema>;
export type PlannedTask = z.infer<typeof PlannedTaskSchema>;
export type Epic = z.infer<typeof EpicSchema>;
export type Sprint = z.infer<typeof SprintSchema>;
export type Team = z.infer<typeof TeamSchema>;
