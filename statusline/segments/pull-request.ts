import type { Tone } from '../../src/render/colour.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, reference, tint } from '../segment.ts';

const TONES: Readonly<Record<string, Tone>> = {
  approved: 'good',
  'changes requested': 'warn',
  merged: 'good',
};

/** The pull request of the branch, as a link, with what the reviewers say: `PR #12 approved`, in short `#12`. */
export const pullRequestSegment: SegmentRenderer = ({ pullRequest }, look) => {
  if (pullRequest === undefined) return undefined;
  const { number, state, isMergeRequest, address } = pullRequest;
  const tone = (state !== undefined && Object.hasOwn(TONES, state) && TONES[state]) || 'muted';
  const [kind, sign] = isMergeRequest ? ['MR', `!${number}`] : ['PR', `#${number}`];
  const say = (text: string): string => reference(tint(text, tone, look), address, look);
  const named = `${kind} ${sign}`;
  const full = state === undefined ? named : `${named} ${truncateToWidth(state, 24, look.icons.ellipsis)}`;
  return { priority: PRIORITY.pr, full: say(full), between: [say(named)], short: say(sign) };
};
