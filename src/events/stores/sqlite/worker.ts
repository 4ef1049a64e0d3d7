import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type Sqlite from 'better-sqlite3';
import { Appender } from './database/append.js';
import { failureOf } from './database/failure.js';
import { endOfLog, openDatabase, typeNames } from './database/open.js';
import { preparePositionAt } from './database/position-at.js';
import { prepareReadAll } from './database/read-all.js';
import { prepareReadStream } from './database/read-stream.js';
import { prepareSnapshots } from './database/snapshots.js';
import type { OperationName, Operations, Reply, Request, WorkerOptions } from './protocol.js';

/** Entry of the worker thread that owns the database: opens it, then does what it is sent, one after the other. */

type Handlers = {
  [Name in OperationName]: (request: Operations[Name]['request']) => Operations[Name]['reply'];
};

function handlersOf(database: Sqlite.Database, options: WorkerOptions): Handlers {
  const names = typeNames(database, options.path);
  const appender = new Appender(database, options);
  return {
    append: (batch) => appender.append(batch),
    readAll: prepareReadAll(database, names),
    readStream: prepareReadStream(database, names),
    positionAt: preparePositionAt(database),
    ...prepareSnapshots(database),
    close() {
      try {
        database.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // A full disk, for one. What is committed is as safe in the write-ahead log, and is moved at the next opening.
      }
      database.close();
      return null;
    },
  };
}

function serve(port: MessagePort, options: WorkerOptions): void {
  const send = (reply: Reply): void => port.postMessage(reply);
  let database: Sqlite.Database | undefined;
  let handlers: Handlers;
  try {
    database = openDatabase(options);
    handlers = handlersOf(database, options);
    send({ kind: 'opened', opened: endOfLog(database) });
  } catch (error) {
    database?.close();
    send({ kind: 'refused', failure: failureOf(error, options.path) });
    return;
  }
  port.on('message', ({ call, name, request }: Request) => {
    try {
      const handle = handlers[name] as (request: unknown) => unknown;
      send({ kind: 'done', call, reply: handle(request) });
    } catch (error) {
      send({ kind: 'failed', call, failure: failureOf(error, options.path) });
    }
    if (name === 'close') port.close();
  });
}

if (parentPort === null) throw new Error('the worker of the SQLite event store cannot be started by itself');
serve(parentPort, workerData as WorkerOptions);
