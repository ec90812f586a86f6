// counterfoil serve: the workbench, the API and the worker in one process.

import { ListenError, startServer, stopOnSignal } from '#server/serve.ts';
import { configFrom, problemOfStart } from './connection.ts';
import { localProblem } from './problem.ts';
import type { LocalCommand } from './local-command.ts';

export const serveCommand: LocalCommand = {
  name: 'serve', summary: 'Start the workbench and the API on one port',
  options: [{ flag: '--port <port>', description: 'Port (or PORT; 4380 when left out)' }, { flag: '--host <address>', description: 'Address to listen on (or HOST; 127.0.0.1 when left out)' }],
  example: 'counterfoil serve --port 8080',
  async run({ globals, options, screen, assembly, endWith }) {
    if (options['port'] !== undefined) process.env['PORT'] = String(options['port']);
    if (options['host'] !== undefined) process.env['HOST'] = String(options['host']);
    const config = configFrom(globals, { LOG_LEVEL: 'info' });
    const running = await startServer(config, assembly).catch((error: Error) => {
      if (error instanceof ListenError) throw localProblem(error.isTaken ? 'serve.port_taken' : 'config.wrong', error.message);
      throw problemOfStart(config, error);
    });
    // Listened for before anybody is told that it is ready: whoever reads that may press Ctrl-C at once.
    const stopped = stopOnSignal(running, screen.warn);
    const { database } = running.platform;
    const place = database.kind === 'embedded' ? `its own PostgreSQL ${database.version} in ${config.dataDirectory}` : `the PostgreSQL ${database.version} of DATABASE_URL`;
    screen.say(`Counterfoil is ready after ${(performance.now() / 1000).toPrecision(2)} s, on ${place}.`);
    screen.say(`Open ${config.baseUrl.replace(/:0$/, `:${running.port}`)} in the browser. Ctrl-C stops.`);
    endWith(await stopped);
    return { stopped: true };
  },
};
