// Configuration: what is not set has its default, what is wrong is named, lists are read.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { readConfig } from './config.ts';

test('fonts are read as names and files', () => {
  assert.deepEqual(readConfig({}).fonts, []);
  assert.deepEqual(readConfig({ FONTS: 'Noto Sans JP=/fonts/jp.ttf; Noto Sans KR=fonts/kr.ttf' }).fonts, [{ family: 'Noto Sans JP', file: '/fonts/jp.ttf' }, { family: 'Noto Sans KR', file: path.resolve('fonts/kr.ttf') }]);
});

for (const [name, value] of [['FONTS', '/fonts/jp.ttf'], ['PORT', '70000'], ['SMTP_URL', 'mail.example'], ['SECRET_KEY', 'short']] as const) {
  test(`a wrong ${name} is named`, () => assert.throws(() => readConfig({ [name]: value }), new RegExp(name)));
}
