/** The manual page vigilmon(1), written from the usage of the commands. Pure. */
import { commandRows, commandUsages, isCommandName, synopsisOf, type CliWords } from './usage.ts';

/** @returns roff with the macros of man(7). */
export function manualPage(version: string, words: CliWords): string {
  const { about, commands, manual, placeholders } = words.help;
  const { anyCommand, anyOptions } = placeholders;
  return [
    `.TH VIGILMON 1 "" "vigilmon ${escaped(version)}"`,
    `.SH ${manual.name}`,
    `vigilmon \\- ${escaped(about)}`,
    `.SH ${manual.synopsis}`,
    `.B vigilmon`,
    escaped(`${anyCommand} ${anyOptions}`),
    `.SH ${manual.commands}`,
    ...Object.keys(commandUsages)
      .filter(isCommandName)
      .flatMap((name) => [
        `.SS ${escaped(synopsisOf(name, words.help, [anyOptions]))}`,
        escaped(commands[name].summary),
        ...commandRows(name, words).flatMap(([option, text]) => ['.TP', `.B ${escaped(option)}`, escaped(text)]),
      ]),
    `.SH ${manual.exitStatus}`,
    ...manual.exitCodes.flatMap(([code, text]) => ['.TP', `.B ${code}`, escaped(text)]),
    '',
  ].join('\n');
}

/** A backslash begins an escape, a hyphen may become a dash, and a leading dot or quote is a request. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/u, '\\&$&');
}
