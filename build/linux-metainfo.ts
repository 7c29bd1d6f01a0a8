/** What software centres show of the Linux packages (https://www.freedesktop.org/software/appstream/docs/). */

export interface Metainfo {
  readonly version: string;
  /** Of the release, epoch ms. */
  readonly releasedAt: number;
  /** Null: it has none. */
  readonly homepage: string | null;
}

export function metainfo({ version, releasedAt, homepage }: Metainfo): string {
  const home = homepage === null ? '' : `\n  <url type="homepage">${escaped(homepage)}</url>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>app.vigilmon.vigilmon</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>Vigilmon</name>
  <summary>Monitor services and background jobs</summary>
  <developer id="app.vigilmon">
    <name>Vigilmon contributors</name>
  </developer>
  <developer_name>Vigilmon contributors</developer_name>
  <description>
    <p>
      Vigilmon monitors services, hosts and background jobs from your own computer and alerts you when one breaks: on the
      desktop, in Slack, by email and in other places. It needs no server and no account.
    </p>
    <ul>
      <li>Web pages and APIs, ports, DNS, certificates, containers, domains, commands and Prometheus queries</li>
      <li>Heartbeats: a job that stops running is noticed after one missed run</li>
      <li>An alert names what failed, and a recovery says how long it took</li>
      <li>While the computer sleeps or has no network, nothing is reported as up or down</li>
    </ul>
  </description>
  <launchable type="desktop-id">vigilmon.desktop</launchable>
  <provides>
    <binary>vigilmon</binary>
    <binary>vigilmon-desktop</binary>
  </provides>
  <categories>
    <category>Network</category>
    <category>Monitor</category>
  </categories>
  <keywords>
    <keyword>uptime</keyword>
    <keyword>heartbeat</keyword>
    <keyword>cron</keyword>
  </keywords>${home}
  <content_rating type="oars-1.1" />
  <releases>
    <release version="${escaped(version)}" date="${new Date(releasedAt).toISOString().slice(0, 10)}" />
  </releases>
</component>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
