import { displayWidth } from '../../../src/render/width.ts';
import { subagentRows } from '../../../statusline/subagent-statusline.ts';
import { busyView, NOW, payload, renderSample } from '../../unit/statusline/sample-line.ts';
import { mutatedJson, NASTY_TEXTS } from '../mutate.ts';
import type { Target } from '../target.ts';
import { finding } from '../target.ts';

/** Payloads of the status line, mutated: always a row, none wider than the screen, no escape but colours. */
export const statusLine: Target = {
  name: 'status line payloads',
  cases: 10_000,
  prepare: async () => {
    const payloads = (['everything', 'working', 'start'] as const).map((name) => JSON.parse(payload(name)));
    const subagents = JSON.parse(payload('subagents'));
    return {
      attempt: (chance) => {
        const columns = 20 + chance.below(200);
        const text = mutatedJson(payloads[chance.below(payloads.length)], chance);
        const word = chance.pick(NASTY_TEXTS);
        const view = busyView({ current_task: word, branch: word });
        try {
          const { rows } = renderSample({ text, view, columns, sources: { headBranch: () => word } });
          subagentRows(mutatedJson(subagents, chance), NOW, 'none');
          if (rows.length === 0) return finding('no row', text);
          const wide = rows.find((row) => displayWidth(row) > columns);
          if (wide !== undefined)
            return finding(`${displayWidth(wide)} columns of ${columns}: ${wide}`, text);
          const loose = rows.find((row) =>
            /[\u0000-\u001a\u001c-\u001f]/.test(
              row.replace(/\u001b\]8;;[^\u0007\u001b]*(?:\u0007|\u001b\\)/g, ''),
            ),
          );
          return loose === undefined
            ? undefined
            : finding(`a control character: ${JSON.stringify(loose)}`, text);
        } catch (error) {
          return finding(error, text);
        }
      },
    };
  },
};
