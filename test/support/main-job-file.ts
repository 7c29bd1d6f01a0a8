/**
 * The configuration file of the main job: a shop and a job are monitored, and Slack and email are notified of what is
 * critical. Its secrets are variables of the environment.
 */
interface MainJobAddresses {
  /** Of the shop. */
  readonly serviceUrl: string;
  /** Of the mail server on this computer. */
  readonly mailPort: number;
}

export const mailerToken = 'pending-mails-0123456789abcdef';

export function mainJobEnv(slackUrl: string): Record<string, string> {
  return { SLACK_WEBHOOK_URL: slackUrl, MAILER_TOKEN: mailerToken };
}

export function mainJobFile({ serviceUrl, mailPort }: MainJobAddresses): string {
  return `channels:
  - { id: desktop, kind: native }
  - { id: oncall, kind: email, smtp: { host: 127.0.0.1, port: ${String(mailPort)}, security: none }, from: vigilmon@example.com, to: [oncall@example.com] }
  - { id: ops, kind: slack, webhookUrl: "\${SLACK_WEBHOOK_URL}" }
rules:
  - { when: { severity: [critical] }, channels: [oncall, ops] }
  - { when: { severity: [info] }, channels: [desktop] }
monitors:
  - id: shop-api
    kind: http
    name: Shop API
    url: ${serviceUrl}
    interval: 5s
    timeout: 2s
    recheckInterval: 1s
    severity: critical
    assertions:
      - { on: status, is: equals, value: 200 }
      - { on: body, is: contains, value: '"status": "ok"' }
  - { id: mailer, kind: heartbeat, name: Pending e-mails, schedule: { every: 10s }, grace: 1s, token: "\${MAILER_TOKEN}" }
`;
}
