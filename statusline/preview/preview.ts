import { readFileSync, writeSync } from 'node:fs';
import { numberAt, objectAt, parseObject, textsAt } from '../../src/json-fields.ts';
import { PREVIEW_MODES, previewLines } from './preview-lines.ts';

// The entry of dist/statusline-preview.cjs: reads a PreviewRequest as JSON on standard input, writes the lines as JSON.
// A program of its own, so that the command line shows what the line's own code renders and the line does not carry it.
const request = parseObject(readFileSync(0, 'utf8'));
const modes = textsAt(request, 'modes') ?? [];
const widths = Array.isArray(request.widths) ? request.widths : [];
const lines = previewLines(
  {
    modes: PREVIEW_MODES.filter((mode) => modes.includes(mode)),
    widths: widths.flatMap((_, place) => numberAt({ width: widths[place] }, 'width') ?? []),
    settings: objectAt(request, 'settings'),
  },
  process.env,
  Date.now(),
);
writeSync(1, JSON.stringify(lines));
