// Commands of the company: who am I, people, API keys, months of the books, exchange rates, the audit trail.

import type { CliCall, CliCommand } from '#platform/cli/cli-command.ts';
import { text, type Wire } from '#platform/cli/cli-values.ts';

const reason = { flag: '--reason <text>', description: 'Why; it is kept in the audit trail', required: true };
const role = { flag: '--role <role>', description: 'admin, manager, senior, specialist, junior, auditor or sales', required: true };

const memberCommands: readonly CliCommand[] = [
  {
    name: 'whoami', summary: 'Who you are, where you work and in which role', example: 'counterfoil whoami --url https://billing.example.com',
    async run({ api, say }) {
      const session = await api.get('/v1/session');
      const company = session['company'] as Wire | null;
      say(`${String((session['user'] as Wire)['name'])}, ${String(session['role'] ?? 'without a role')}${company === null ? '' : ` at ${String(company['name'])} (${String(company['id'])})`}`);
      return session;
    },
  },
  {
    name: 'members list', summary: 'The people of the organisation', example: 'counterfoil members list',
    run: (call) => list(call, '/v1/members', [
      { key: 'user_id', title: 'Person' }, { key: 'name', title: 'Name' }, { key: 'email', title: 'E-mail' }, { key: 'role', title: 'Role' }, { key: 'has_two_factor', title: 'Second factor' },
    ]),
  },
  {
    name: 'members invite', summary: 'Invite a person: mails the link with which they set their password, or prints it where no mail is sent', args: ['<email>'],
    options: [{ flag: '--name <name>', description: 'The person’s name', required: true }, role], example: 'counterfoil members invite sam@example.com --name "Sam Vos" --role specialist',
    async run({ api, args, options, say }) {
      const answer = await api.send('POST', '/v1/members', { email: args[0], name: options['name'], role: options['role'] });
      say(invitedText(answer, args[0] ?? ''));
      return answer;
    },
  },
  {
    name: 'members role', summary: 'Give a person another role', args: ['<user-id>'], options: [role, reason], example: 'counterfoil members role 0190163d-8694-739b-aea5-966c26f8ad91 --role senior --reason "passed the probation"',
    run: ({ api, args, options }) => api.send('PUT', `/v1/members/${encodeURIComponent(args[0] ?? '')}/role`, { role: options['role'], reason: options['reason'] }),
  },
  {
    name: 'members remove', summary: 'End a membership', args: ['<user-id>'], options: [reason], example: 'counterfoil members remove 0190163d-8694-739b-aea5-966c26f8ad91 --reason "left the company"',
    run: ({ api, args, options }) => api.send('POST', `/v1/members/${encodeURIComponent(args[0] ?? '')}/remove`, { reason: options['reason'] }),
  },
];

const keyCommands: readonly CliCommand[] = [
  {
    name: 'keys create', summary: 'Make an API key; its text is printed once', args: ['<name>'],
    options: [role, { flag: '--expires <instant>', description: 'When it ends, such as 2027-01-01T00:00:00Z' }], example: 'counterfoil keys create Warehouse --role specialist',
    async run({ api, args, options, say }) {
      const answer = await api.send('POST', '/v1/api-keys', { name: args[0], role: options['role'], ...(options['expires'] === undefined ? {} : { expires_at: options['expires'] }) });
      say(`${String(answer['key'])}\nKeep it now: it is not shown again.`);
      return answer;
    },
  },
  {
    name: 'keys list', summary: 'API keys, by their first letters', example: 'counterfoil keys list',
    run: (call) => list(call, '/v1/api-keys', [
      { key: 'key_id', title: 'Key' }, { key: 'name', title: 'Name' }, { key: 'hint', title: 'Begins with' }, { key: 'role', title: 'Role' }, { key: 'last_used_at', title: 'Last used' }, { key: 'revoked_at', title: 'Revoked' },
    ]),
  },
  {
    name: 'keys revoke', summary: 'Revoke an API key at once', args: ['<key-id>'], example: 'counterfoil keys revoke 0190163d-8694-739b-aea5-966c26f8ad91',
    run: ({ api, args }) => api.send('POST', `/v1/api-keys/${encodeURIComponent(args[0] ?? '')}/revoke`),
  },
];

const bookCommands: readonly CliCommand[] = [
  periodCommand('close', 'Close a month of the books: nothing is posted in it any more'),
  periodCommand('reopen', 'Open a closed month again'),
  {
    name: 'audit', summary: 'Who did what, when and why; newest first',
    options: [
      { flag: '--subject <id>', description: 'Only what was done to this' }, { flag: '--actor <name>', description: 'Only what this person, key or run did' },
      { flag: '--command <name>', description: 'Only this command or area, such as invoice' }, { flag: '--limit <rows>', description: 'At most so many rows (50)' },
    ],
    example: 'counterfoil audit --command period --limit 10',
    run: (call) => list(call, '/v1/audit', [
      { key: 'sequence', title: 'Row', align: 'end' }, { key: 'recorded_at', title: 'When' }, { key: 'actor_name', title: 'Who' }, { key: 'command', title: 'What' }, { key: 'subject_kind', title: 'Of' },
      { key: 'subject_id', title: 'Which' }, { key: 'reason', title: 'Why' },
    ], { subject_id: text(call.options['subject']), actor: text(call.options['actor']), command: text(call.options['command']), limit: text(call.options['limit']) ?? '50' }),
  },
];

const rateCommands: readonly CliCommand[] = [
  {
    name: 'rates', summary: 'Exchange rates, newest first: what one unit of a currency is worth in that of the books; and postings that lack one', args: ['[currency]'],
    options: [{ flag: '--from <date>', description: 'first day' }, { flag: '--to <date>', description: 'last day' }, { flag: '--limit <rows>', description: 'At most so many rows (50)' }], example: 'counterfoil rates USD --from 2026-03-01',
    async run(call) {
      const page = await call.api.get('/v1/exchange-rates', { currency: call.args[0]?.toUpperCase(), from: text(call.options['from']), to: text(call.options['to']), limit: text(call.options['limit']) ?? '50' });
      call.table([
        { key: 'rated_on', title: 'Day' }, { key: 'currency', title: 'Cur' }, { key: 'rate', title: 'Rate', align: 'end' }, { key: 'base_currency', title: 'in' }, { key: 'source', title: 'Source' }, { key: 'state', title: 'State' },
      ], (page['items'] as Wire[]).map((rate) => ({ ...rate, state: rate['is_current'] === true ? (rate['warning'] ?? '') : 'corrected' })));
      const missing = (await call.api.get('/v1/missing-base-amounts'))['items'] as Wire[];
      for (const day of missing) call.say(`${String(day['transfers'])} postings in ${String(day['currency'])} of ${String(day['rated_on'])} have no amount in ${String(day['base_currency'])}: ${day['rate'] === null ? 'record a rate' : 'counterfoil rates give'}`);
      return { ...page, missing };
    },
  },
  {
    name: 'rates give', summary: 'Give postings the base amount that they lack, at the rate of their day; the postings stay as they are', options: [reason], example: 'counterfoil rates give --reason "rates of March are in"',
    async run({ api, options, say }) {
      const answer = await api.send('POST', '/v1/missing-base-amounts/give', { reason: options['reason'] });
      say(`${String(answer['given'])} postings got their base amount, ${String(answer['still_missing'])} still lack a rate.`);
      return answer;
    },
  },
];

export const companyCommands: readonly CliCommand[] = [...memberCommands, ...keyCommands, ...bookCommands, ...rateCommands];

function invitedText({ link, mail }: Wire, email: string): string {
  if (mail === 'sent') return `The link went to ${email} by mail.`;
  return link === null ? 'Added; the person signs in as before.' : `${String(link)}\nGive this link to the person; it works once.${mail === 'failed' ? ' The mail server did not take the mail.' : ''}`;
}

function periodCommand(verb: 'close' | 'reopen', summary: string): CliCommand {
  return {
    name: `period ${verb}`, summary, args: ['<month>'], options: [reason, { flag: '--entity <id>', description: 'The legal entity (1)' }], example: `counterfoil period ${verb} 2026-10 --reason "month end"`,
    async run({ api, args, options, say }) {
      const answer = await api.send('POST', `/v1/entities/${String(options['entity'] ?? '1')}/periods/${encodeURIComponent(args[0] ?? '')}/${verb}`, { reason: options['reason'] });
      say(`${String(answer['month'])} is ${String(answer['status'])}.`);
      return answer;
    },
  };
}

async function list(call: CliCall, path: string, columns: Parameters<CliCall['table']>[0], query: Record<string, string | undefined> = {}): Promise<unknown> {
  const page = await call.api.get(path, query);
  call.table(columns, page['items'] as Wire[]);
  return page;
}
