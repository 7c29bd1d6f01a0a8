#!/usr/bin/env node
/** The program `vigilmon`: runs the command line in this process. A job is started before anything else is loaded. */
const argv = process.argv.slice(2);

async function start(): Promise<void> {
  const [name, directory = ''] = argv;
  // See run-program.ts.
  if (name === '--deliver-spool') return (await import('./cli/spooled.ts')).deliverSpool(directory);
  if (name === 'run' && (await (await import('./cli/run/run-program.ts')).runJobProgram(argv))) return;
  await (await import('./cli/program.ts')).runProgram(argv);
}

start().catch(async (error: unknown) => {
  const { printable } = await import('../contract/plain-text.ts');
  process.stderr.write(`vigilmon: ${printable(error instanceof Error ? error.message : String(error))}\n`);
  process.exit(1);
});
