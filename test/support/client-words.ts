/** What clients say themselves, as in the window. */
export { client as clientWords } from '../../renderer/text/en/program.ts';
