// counterfoil sign-in-link: the operator's way to help someone back in, when no administrator can.

import { refuse } from '#kernel/refusal.ts';
import os from 'node:os';
import { inTransaction } from '#platform/database/database.ts';
import { deleteSessionsOf, findPersonByEmail, removeTwoFactor } from '#platform/sign-in/account-store.ts';
import { LINK_DAYS, linkAddress, makeLink } from '#platform/sign-in/one-time-link.ts';
import { recordSignInEvent } from '#platform/sign-in/sign-in-events.ts';
import { openLocalPlatform } from './connection.ts';
import type { LocalCommand } from './local-command.ts';

export const signInLinkCommand: LocalCommand = {
  name: 'sign-in-link', summary: 'Make a link with which a person sets a new password; works on the machine of the data only', args: ['<email>'],
  options: [{ flag: '--without-second-factor', description: 'Also take the second factor away, for someone who lost it' }],
  example: 'counterfoil sign-in-link ada@example.com',
  async run({ globals, args, options, screen }) {
    const email = args[0] ?? '';
    const platform = await openLocalPlatform(globals);
    try {
      const now = platform.clock.now();
      const { person, token } = await inTransaction(platform.database, { orgId: '' }, async (tx) => {
        const found = await findPersonByEmail(tx, email);
        if (found === null) refuse('request.not_found', `nobody has the e-mail address ${email}`, { field: 'email', value: email });
        if (options['withoutSecondFactor'] === true) await removeTwoFactor(tx, found.userId);
        await deleteSessionsOf(tx, found.userId);
        return { person: found, token: await makeLink(tx, { userId: found.userId, by: os.userInfo().username, now }) };
      });
      await recordSignInEvent(platform, person, 'link_made', { address: 'command line' });
      const link = linkAddress(platform.config.baseUrl, token);
      screen.say(`${link}\nIt works once, for ${LINK_DAYS} days. ${person.name} is signed out everywhere.`);
      return { email: person.email, link };
    } finally {
      await platform.close();
    }
  },
};
