/** What software centres show of the Linux packages (https://www.freedesktop.org/software/appstream/docs/). */
import { smallestWindow } from '../electron/main/window-place.ts';

export interface Metainfo {
  readonly version: string;
  /** Of the release, epoch ms. */
  readonly releasedAt: number;
  /** What is new in it, as in CHANGELOG.md. */
  readonly notes: string;
  /** Null: it has none. */
  readonly homepage: string | null;
}

export function metainfo({ version, releasedAt, notes, homepage }: Metainfo): string {
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
  <requires>
    <display_length compare="ge">${String(Math.min(smallestWindow.width, smallestWindow.height))}</display_length>
  </requires>
  <supports>
    <control>pointing</control>
    <control>keyboard</control>
  </supports>
  <releases>
    <release version="${escaped(version)}" date="${new Date(releasedAt).toISOString().slice(0, 10)}">
      <description>
${described(notes)}
      </description>
    </release>
  </releases>
</component>
`;
}

/** Paragraphs and lists, the blocks that both know. */
function described(notes: string): string {
  return notes
    .split(/\n{2,}/u)
    .map((block) => {
      if (!block.startsWith('- ')) return `        <p>${inline(block)}</p>`;
      const items = block.split(/^- /mu).slice(1);
      return ['        <ul>', ...items.map((item) => `          <li>${inline(item)}</li>`), '        </ul>'].join('\n');
    })
    .join('\n');
}

function inline(text: string): string {
  return escaped(text.trim().replace(/\s+/gu, ' '))
    .replace(/`([^`]+)`/gu, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/gu, '<em>$1</em>');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
