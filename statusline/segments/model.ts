import { withIcon } from '../../src/render/icons.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

const REMARK = / *\([^)]*\)$/;

/**
 * The plain line's beginning: `[Opus 4.8] 📁 project`. What the model's name says in brackets, such as the size of its
 * context, is left out where room is short. Without a model or a directory the other stands alone.
 */
export const modelSegment: SegmentRenderer = ({ model, directory }, look) => {
  const say = (name: string | undefined, columns: number): string => {
    const cut = (text: string): string => truncateToWidth(text, columns, look.icons.ellipsis);
    const place = directory === undefined ? '' : withIcon(look.icons.directory, cut(directory));
    return [name === undefined ? '' : `[${cut(name)}]`, place].filter((part) => part !== '').join(' ');
  };
  const full = say(model, 40);
  if (full === '') return undefined;
  return toned(PRIORITY.model, 'accent', look, full, say(model?.replace(REMARK, '') || model, 20));
};
