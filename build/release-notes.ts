/** What CHANGELOG.md says of one version: its section, without the heading. */
export function releaseNotes(changelog: string, version: string): string {
  const [, ...sections] = changelog.split(/^## /mu);
  const notes =
    sections
      .find((section) => section.startsWith(`${version}\n`))
      ?.slice(version.length)
      .trim() ?? '';
  if (notes === '') throw new Error(`CHANGELOG.md says nothing about version ${version}`);
  return notes;
}
