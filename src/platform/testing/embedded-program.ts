// A program of its own on the built-in PostgreSQL of a folder, for tests of several at once: starts or adopts it, asks once, leaves.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '../database/embedded.ts';

const [directory = '', waitMs = '0'] = process.argv.slice(2);
await sleep(Number(waitMs));
const server = await startEmbedded({ directory, settings: { fsync: 'off', shared_buffers: '32MB' } });
const pool = new pg.Pool(server.connection);
// A pool that ended may still be closing a connection when the server goes.
pool.on('error', (error) => void error);
const answer = await pool.query<{ one: number }>('select 1 as one');
await pool.end();
await server.stop();
process.stdout.write(String(answer.rows[0]?.one));
