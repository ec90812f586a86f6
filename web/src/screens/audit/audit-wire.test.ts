// Tests of how commands read in the audit trail, and of filtering by what was read.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { commandLabel, commandWords } from './audit-wire.ts';

test('a command is found by the words that stand in the list for it', () => {
  for (const command of ['charge.release', 'invoice.issue', 'bank_line.decide', 'period.reopen', 'customer.contact_add', 'bill.returns']) {
    const words = commandWords(commandLabel(command)).split(' ');
    const own = command.split(/[._]/);
    assert.ok(words.every((word) => own.some((part) => part.startsWith(word))), `${command}: ${words.join(' ')}`);
  }
});

test('a command, and what somebody has typed half, are asked for as they are', () => {
  assert.equal(commandWords('invoice.issue'), 'invoice.issue');
  assert.equal(commandWords('Charge rel'), 'charge rel');
});
