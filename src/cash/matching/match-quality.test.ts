// The matcher on made-up payments with their truth: nearly all applied untouched, nearly none wrongly, and nothing where two readings fit.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeStories, type Verdict } from '../testing/paper-desk.ts';
import { tellStories, type StoryOptions } from '../testing/payment-stories.ts';

function judge(options: Partial<StoryOptions>): Verdict[] {
  return [11, 12, 13].flatMap((seed) => judgeStories(tellStories({ seed, customers: 60, invoicesEach: 12, numbers: 'scattered', fixedPrices: 0.4, ...options })));
}

const share = (verdicts: readonly Verdict[], test: (verdict: Verdict) => boolean): number => verdicts.filter(test).length / verdicts.length;

for (const [name, options] of Object.entries({ 'numbers far apart': {}, 'running numbers': { numbers: 'running' as const }, 'odd amounts': { fixedPrices: 0 }, 'many open invoices': { invoicesEach: 30 } })) {
  test(`${name}: at least 95 % of what could be known is applied, at most 0.1 % wrongly`, () => {
    const verdicts = judge(options);
    assert.ok(verdicts.length > 1_000);
    const wrong = verdicts.filter(({ verdict }) => verdict === 'wrong');
    assert.ok(wrong.length <= verdicts.length / 1000, `${wrong.length} of ${verdicts.length} wrong: ${wrong.slice(0, 3).map(({ line, decision }) => `${line.text} ${decision.reading.rule}`).join('; ')}`);
    // Where several documents or sets of them fit, nobody can know: those are left to a person by intent.
    const knowable = verdicts.filter(({ decision }) => !decision.reading.reasons.some(({ code }) => code === 'not_alone'));
    assert.ok(share(knowable, ({ verdict }) => verdict === 'right') >= 0.95, `${share(knowable, ({ verdict }) => verdict === 'right')} of the knowable lines are right`);
    assert.equal(share(verdicts, ({ verdict, decision }) => verdict !== 'person' && decision.reading.reasons.some(({ code }) => code === 'not_alone')), 0);
  });
}

test('a stranger who writes numbers at random gets nothing applied', () => {
  const stories = tellStories({ seed: 21, customers: 60, invoicesEach: 12, numbers: 'running', fixedPrices: 0.4 });
  const strange = stories.lines.map((line, index) => ({ ...line, payerName: `Unknown Sender ${index}`, payerAccount: '', text: `order ${100_000 + index * 37} ref ${index * 7_919}`, original: null }));
  const applied = judgeStories({ ...stories, lines: strange }).filter(({ verdict }) => verdict !== 'person');
  assert.deepEqual(applied.map(({ line }) => line.text), []);
});
