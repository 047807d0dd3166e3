import { withIcon } from '../../src/render/icons.ts';
import { fileAddress } from '../../src/render/link.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, reference, tint } from '../segment.ts';

const REMARK = / *\([^)]*\)$/;

/**
 * The plain line's beginning: `[Opus 4.8] 📁 project`, the directory as a link. What the model's name says in brackets,
 * such as the size of its context, is left out where room is short. Without a model or a directory the other stands
 * alone. Beside the mode it may be left out.
 */
export const modelSegment: SegmentRenderer = ({ model, directory, directoryPath, session }, look) => {
  const address = look.links ? fileAddress(directoryPath) : undefined;
  const say = (name: string | undefined, columns: number): string => {
    const cut = (text: string): string => truncateToWidth(text, columns, look.icons.ellipsis);
    const place =
      directory === undefined ? '' : withIcon(look.icons.directory, reference(cut(directory), address, look));
    const said = [name === undefined ? '' : `[${cut(name)}]`, place].filter((part) => part !== '').join(' ');
    return tint(said, session?.orchestrated ? 'muted' : 'accent', look);
  };
  const full = say(model, 40);
  if (full === '') return undefined;
  const priority = session?.orchestrated ? PRIORITY.modelBeside : PRIORITY.model;
  return { priority, full, short: say(model?.replace(REMARK, '') || model, 20) };
};
