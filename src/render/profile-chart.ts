import type { PhaseTimes, ProfilePhase } from '../insight/profile-phases.ts';
import { PROFILE_PHASES } from '../insight/profile-phases.ts';
import { stackedBar } from './bar.ts';
import type { BlockLook } from './block.ts';
import { padded } from './block.ts';
import type { Tone } from './colour.ts';
import { paint } from './colour.ts';

const LOOKS: Readonly<Record<ProfilePhase, readonly [sign: string, tone: Tone, meaning: string]>> = {
  node: ['░', 'muted', 'Node comes up and goes down'],
  load: ['▒', 'accent', 'the program is loaded'],
  input: ['╌', 'muted', 'waits for its input'],
  read: ['▓', 'good', 'reads files'],
  work: ['█', 'strong', 'thinks, and waits for other programs'],
  write: ['▒', 'warn', 'writes to the log'],
  output: ['▓', 'bad', 'answers'],
};
const NAME = 17;
const TOTAL = 11;

/**
 * The time of each target as a bar of its phases, all on one scale; below each the phases in milliseconds, and at the
 * end what they mean. `bare` is what Node takes that does nothing.
 */
export function profileChart(
  targets: readonly { readonly name: string; readonly waits: boolean; readonly phases: PhaseTimes }[],
  bare: number,
  look: BlockLook,
): string[] {
  const longest = Math.max(bare, 0.01, ...targets.map(({ phases }) => phases.total));
  const room = Math.max(10, look.width - NAME - TOTAL - 2);
  const line = (name: string, bar: string, size: number, total: number) =>
    `${padded(name, NAME)} ${bar}${' '.repeat(room - size)} ${padded(`${total.toFixed(1)} ms`, TOTAL, 'right')}`;
  const bareSize = sizeOf(bare, longest, room);
  return [
    line('bare Node', paint('░'.repeat(bareSize), 'muted', look.colours), bareSize, bare),
    ...targets.flatMap(({ name, waits, phases }) => {
      const size = sizeOf(phases.total, longest, room);
      const parts = PROFILE_PHASES.map((phase) => {
        const [sign, tone] = LOOKS[phase];
        return { count: phases[phase], tone, sign };
      });
      const times = PROFILE_PHASES.filter((phase) => phases[phase] >= 0.05).map(
        (phase) => `${phase} ${phases[phase].toFixed(1)}`,
      );
      const who = waits ? '' : ' · nobody waits for it';
      return [
        line(name, stackedBar(parts, size, look.colours), size, phases.total),
        paint(`${' '.repeat(NAME + 1)}${times.join(' · ')}${who}`, 'muted', look.colours),
      ];
    }),
    '',
    ...PROFILE_PHASES.map((phase) => {
      const [sign, tone, meaning] = LOOKS[phase];
      return `${paint(sign, tone, look.colours)} ${padded(phase, 7)} ${paint(meaning, 'muted', look.colours)}`;
    }),
  ];
}

function sizeOf(time: number, longest: number, room: number): number {
  return Math.max(1, Math.round((time / longest) * room));
}
