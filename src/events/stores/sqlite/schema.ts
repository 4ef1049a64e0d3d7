/** "CAIR" in ASCII: says in the header of the SQLite file (PRAGMA application_id) that it is an event store of Cairn. */
export const APPLICATION_ID = 0x43414952;

/** Version of the tables below (PRAGMA user_version). Events have schema versions of their own. */
export const STORE_VERSION = 1;

export const PAGE_BYTES = 4096;

/**
 * Streams and types are numbers in `events` and names in tables of their own: a third less to write and to read.
 * UNIQUE (stream, version) is the safety net below the writer's own check, and the index for reading one stream.
 * `log` is for people: sqlite3 FILE "select * from log order by position desc limit 10" while Cairn is stopped.
 */
export const CREATE_TABLES = `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE types (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    version INTEGER NOT NULL,
    type INTEGER NOT NULL REFERENCES types (id),
    schema_version INTEGER NOT NULL,
    time INTEGER NOT NULL,
    id TEXT NOT NULL,
    causation TEXT,
    correlation TEXT,
    data TEXT NOT NULL,
    UNIQUE (stream, version)
  ) STRICT;

  CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    schema TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    complete INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE UNIQUE INDEX complete_snapshots ON snapshots (name, position) WHERE complete = 1;

  CREATE TABLE snapshot_chunks (
    snapshot INTEGER NOT NULL REFERENCES snapshots (id),
    number INTEGER NOT NULL,
    crc32 INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (snapshot, number)
  ) STRICT;

  CREATE VIEW log AS
    SELECT events.position, streams.name AS stream, events.version, types.name AS type, events.schema_version,
      strftime('%Y-%m-%dT%H:%M:%fZ', events.time / 1000.0, 'unixepoch') AS time,
      events.id, events.causation, events.correlation, events.data
    FROM events JOIN streams ON streams.id = events.stream JOIN types ON types.id = events.type;

  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${STORE_VERSION};
`;
