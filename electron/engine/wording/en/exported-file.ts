/** Comments at the top of an exported configuration file. */
export const exportedFile = {
  apply: 'Vigilmon configuration. Apply it with: vigilmon apply FILE',
  variables: 'It contains no secrets. Set these environment variables first:',
};
