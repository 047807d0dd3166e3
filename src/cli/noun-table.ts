import type { Command } from 'commander';
import type { Act } from './act.ts';
import type { ProgramHost } from './command-context.ts';

/** What a noun is registered with. */
export interface Registration {
  readonly program: Command;
  readonly act: Act;
  readonly host: ProgramHost;
  setExitCode(code: number): void;
}

/** A noun of the command line: its file is loaded only when it is asked for. */
export interface Noun {
  readonly name: string;
  readonly description: string;
  load(registration: Registration): Promise<void>;
}

/**
 * All nouns, in the order of the help. Loading them all takes longer than most commands do; a test holds the
 * descriptions to those in the nouns' own files.
 */
export const NOUNS: readonly Noun[] = [
  {
    name: 'init',
    description: 'create .baton/ in this project (safe to run again)',
    load: async ({ program, act }) => (await import('./nouns/init.ts')).initNoun(program, act),
  },
  {
    name: 'state',
    description: "read and change state by path: a session's own, or with --shared the plan",
    load: async ({ program, act }) => (await import('./nouns/state.ts')).stateNoun(program, act),
  },
  {
    name: 'session',
    description: 'the sessions of this project: list, show, and set how one works',
    load: async ({ program, act }) => (await import('./nouns/session.ts')).sessionNoun(program, act),
  },
  {
    name: 'plan',
    description: 'the plan as a whole: show, validate, history, undo, proposals',
    load: async ({ program, act, setExitCode }) =>
      (await import('./nouns/plan.ts')).planNoun(program, act, setExitCode),
  },
  {
    name: 'epic',
    description: 'large goals, reached in several sprints',
    load: async ({ program, act }) => (await import('./nouns/epic.ts')).epicNoun(program, act),
  },
  {
    name: 'sprint',
    description: 'stretches of planned work: plan them, start one in a session, see its board',
    load: async ({ program, act }) => (await import('./nouns/sprint.ts')).sprintNoun(program, act),
  },
  {
    name: 'task',
    description: 'planned tasks: what there is, what comes next, and the work on them',
    load: async ({ program, act, setExitCode }) =>
      (await import('./nouns/task.ts')).taskNoun(program, act, setExitCode),
  },
  {
    name: 'team',
    description: 'teams: who belongs to them, their policies, and which are active in a session',
    load: async ({ program, act }) => (await import('./nouns/team.ts')).teamNoun(program, act),
  },
  {
    name: 'agent',
    description: 'agents: those at work in live sessions, and those of the teams that have room',
    load: async ({ program, act }) => (await import('./nouns/agent.ts')).agentNoun(program, act),
  },
  {
    name: 'event',
    description: 'what happened: list it, follow it live, or replay it',
    load: async ({ program, act }) => (await import('./nouns/event.ts')).eventNoun(program, act),
  },
  {
    name: 'message',
    description: 'messages between sessions: each is given to its session at the next prompt',
    load: async ({ program, act }) => (await import('./nouns/message.ts')).messageNoun(program, act),
  },
  {
    name: 'decision',
    description: 'questions for all sessions: propose, discuss, vote, close by a rule',
    load: async ({ program, act }) => (await import('./nouns/decision.ts')).decisionNoun(program, act),
  },
  {
    name: 'metrics',
    description: 'how a session goes: its score, the numbers behind it, and what they say',
    load: async ({ program, act }) => (await import('./nouns/metrics.ts')).metricsNoun(program, act),
  },
  {
    name: 'forecast',
    description: 'when the work will be done: a date for 50, 85 and 95 of 100 futures like the past',
    load: async ({ program, act }) => (await import('./nouns/forecast.ts')).forecastNoun(program, act),
  },
  {
    name: 'suggest',
    description: 'what to do now and what to change, with the numbers behind it',
    load: async ({ program, act }) => (await import('./nouns/suggest.ts')).suggestNoun(program, act),
  },
  {
    name: 'report',
    description: 'the report of a session or of the project: Markdown, JSON, or an HTML page with charts',
    load: async ({ program, act }) => (await import('./nouns/report.ts')).reportNoun(program, act),
  },
  {
    name: 'dashboard',
    description: 'the project on one screen: sprint, sessions, teams, messages, numbers',
    load: async ({ program, act }) => (await import('./nouns/dashboard.ts')).dashboardNoun(program, act),
  },
  {
    name: 'config',
    description: 'the settings of this project (.baton/config.json): read, change, take back',
    load: async ({ program, act }) => (await import('./nouns/config.ts')).configNoun(program, act),
  },
  {
    name: 'statusline',
    description: 'the status line: see it in any mode and width, and what a render costs',
    load: async ({ program, act, host }) =>
      (await import('./nouns/statusline.ts')).statuslineNoun(program, act, host.pluginRoot),
  },
  {
    name: 'migrate',
    description: 'take over the state file of version 1, and the way back',
    load: async ({ program, act }) => (await import('./nouns/migrate.ts')).migrateNoun(program, act),
  },
  {
    name: 'doctor',
    description: 'check install, client, hooks, state and speed, and say what to do',
    load: async ({ program, act, host, setExitCode }) =>
      (await import('./nouns/doctor.ts')).doctorNoun(program, act, host.pluginRoot, setExitCode),
  },
  {
    name: 'profile',
    description: 'where the time of a hook or of a status line goes, measured on this machine',
    load: async ({ program, act, host }) =>
      (await import('./nouns/profile.ts')).profileNoun(program, act, host.pluginRoot),
  },
  {
    name: 'completion',
    description: 'print the script that makes a shell complete commands, options and ids',
    load: async ({ program, act }) => (await import('./nouns/completion.ts')).completionNoun(program, act),
  },
  {
    name: 'check',
    description: 'whether what is believed is real: state, git, plan, locks, disk, and your own commands',
    load: async ({ program, act, host, setExitCode }) =>
      (await import('./nouns/check.ts')).checkNoun(program, act, host, setExitCode),
  },
  {
    name: 'commands',
    description: 'the slash commands that Baton adds to Claude Code',
    load: async ({ program, act, host }) =>
      (await import('./nouns/commands.ts')).commandsNoun(program, act, host.pluginRoot),
  },
];
