import { Command } from 'commander';
import { loadNetwork, writeAtomically } from '../../node/index.ts';
import { chosenExhibits, makeLab, type RunExhibit, runExhibit } from '../../reproduction/index.ts';
import { checkFiles, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { reproductionPage } from '../page/reproduction.ts';
import { reproductionText } from '../print/reproduction.ts';
import { progress } from '../progress.ts';

interface ReproduceOptions {
  readonly json?: JsonTarget;
  readonly html?: string;
}

export function reproduceCommand(): Command {
  return new Command('reproduce')
    .description('every table, figure and claim of both papers: what is printed, what is computed, how far apart, and why')
    .argument('[id...]', "exhibits, or beginnings of their names: 'p1-table-2', 'p2-fig' (default: all)")
    .addOption(jsonOption())
    .option('--html <file>', 'one self-contained page, with the figures of the papers drawn anew')
    .addHelpText('after', '\nExample:\n  $ spinloom reproduce p2-table-2\n  $ spinloom reproduce --html papers.html\n')
    .action(async (ids: readonly string[], { json, html }: ReproduceOptions) => {
      checkFiles({ JSON: json, HTML: html });
      const chosen = chosenExhibits(ids);
      const lab = makeLab({ clock_s: () => performance.now() / 1e3, floatNetwork: loadNetwork('fashion-32-32').network });
      const bar = progress('reproduce', 'exhibits');
      const run: RunExhibit[] = [];
      try {
        for (const [done, exhibit] of chosen.entries()) {
          bar.update(done, chosen.length);
          run.push(runExhibit(exhibit, lab));
        }
        if (html !== undefined) writeAtomically(html, await reproductionPage(run, lab));
      } finally {
        bar.stop();
      }
      deliver(
        json,
        run.flatMap(({ records }) => records),
        () => `${reproductionText(run)}${html === undefined ? '' : `\nWritten: ${html}\n`}`,
      );
    });
}
