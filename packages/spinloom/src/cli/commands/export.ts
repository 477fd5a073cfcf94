import { Argument, Command } from 'commander';
import { type ExportKind, exportKinds } from '../../circuit/index.ts';
import { type ResultKind, writeFolder } from '../../node/index.ts';
import { withCharacterizer } from '../characterizer.ts';

const kinds: Readonly<Record<ExportKind, ResultKind>> = { spice: 'SPICE', rtl: 'RTL', liberty: 'Liberty' };

export function exportCommand(): Command {
  return new Command('export')
    .description('netlists of the circuits, RTL of the digital blocks with test benches, and the cell library, as files to take away')
    .addArgument(new Argument('<kind>', 'what to write').choices(exportKinds))
    .argument('<folder>', 'where; made if it is not there')
    .addHelpText('after', '\nExample:\n  $ spinloom export spice netlists\n  $ spinloom export rtl rtl\n  $ spinloom export liberty cells\n')
    .action(async (kind: ExportKind, folder: string) => {
      const files = await withCharacterizer('holds the circuits', (characterizer) => characterizer.files(kind));
      writeFolder(folder, files, kinds[kind]);
      process.stdout.write(`${Object.keys(files).length} file${Object.keys(files).length === 1 ? '' : 's'} written: ${folder}\n`);
    });
}
