"""Numbered steps from an empty file to today's tables; a step once released is never changed."""

import sqlite3
from collections.abc import Iterator, Sequence

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE runs (
      run TEXT PRIMARY KEY, name TEXT NOT NULL, service TEXT NOT NULL, realm TEXT NOT NULL, scope TEXT NOT NULL,
      started REAL NOT NULL, process TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'running'
    ) STRICT;
    CREATE TABLE events (
      seq INTEGER PRIMARY KEY, run TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL, task TEXT NOT NULL, data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_of_run ON events (run, seq);
    -- One row per attempt: what the events say of it now. open = 1 until it is surely over or its result is in the store.
    CREATE TABLE attempts (
      attempt TEXT PRIMARY KEY, run TEXT NOT NULL, task TEXT NOT NULL, fingerprint TEXT NOT NULL, state TEXT NOT NULL,
      open INTEGER NOT NULL, account TEXT NOT NULL, host TEXT NOT NULL, class TEXT NOT NULL, scope TEXT NOT NULL,
      realm TEXT NOT NULL, process TEXT NOT NULL, intended REAL NOT NULL, accepted REAL, job TEXT, asked TEXT NOT NULL,
      upstream TEXT NOT NULL, reserved INTEGER NOT NULL, spent INTEGER NOT NULL DEFAULT 0, currency TEXT NOT NULL,
      why TEXT NOT NULL DEFAULT ''
    ) STRICT;
    -- Single flight: one open attempt per fingerprint; and one attempt per job, whoever claims it.
    CREATE UNIQUE INDEX one_open_attempt ON attempts (fingerprint) WHERE open = 1;
    CREATE UNIQUE INDEX one_attempt_per_job ON attempts (account, job) WHERE job IS NOT NULL;
    CREATE INDEX attempts_of_class ON attempts (class) WHERE open = 1;
    CREATE INDEX attempts_of_scope ON attempts (scope);
    CREATE TABLE results (
      seq INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, realm TEXT NOT NULL, asked TEXT NOT NULL, output TEXT NOT NULL,
      digest TEXT NOT NULL, facts TEXT NOT NULL, job TEXT NOT NULL, upstream TEXT NOT NULL, run TEXT NOT NULL, at REAL NOT NULL
    ) STRICT;
    CREATE INDEX results_by_fingerprint ON results (fingerprint, seq);
    """,
    """
    -- One row per scope, realm and currency: the sums over its attempts, and the cap of the newest command.
    CREATE TABLE scopes (
      scope TEXT NOT NULL, realm TEXT NOT NULL, currency TEXT NOT NULL, reserved INTEGER NOT NULL DEFAULT 0,
      spent INTEGER NOT NULL DEFAULT 0, cap INTEGER, PRIMARY KEY (scope, realm, currency)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO scopes (scope, realm, currency, cap)
      SELECT json_extract(data, '$.scope'), json_extract(data, '$.realm'), json_extract(data, '$.currency'),
        json_extract(data, '$.cap_micros') FROM events
      WHERE kind = 'RunStarted' ORDER BY seq
      ON CONFLICT (scope, realm, currency) DO UPDATE SET cap = excluded.cap;
    INSERT INTO scopes (scope, realm, currency, reserved, spent)
      SELECT scope, realm, currency, SUM(reserved), SUM(spent) FROM attempts WHERE true GROUP BY scope, realm, currency
      ON CONFLICT (scope, realm, currency) DO UPDATE SET reserved = excluded.reserved, spent = excluded.spent;
    -- Triggers, so that a process of the version before, still at work on this file, keeps the sums too.
    CREATE TRIGGER scope_of_new_attempt AFTER INSERT ON attempts BEGIN
      INSERT INTO scopes (scope, realm, currency, reserved, spent)
        VALUES (new.scope, new.realm, new.currency, new.reserved, new.spent)
        ON CONFLICT (scope, realm, currency)
        DO UPDATE SET reserved = reserved + excluded.reserved, spent = spent + excluded.spent;
    END;
    CREATE TRIGGER scope_of_attempt AFTER UPDATE OF reserved, spent ON attempts BEGIN
      UPDATE scopes SET reserved = reserved + new.reserved - old.reserved, spent = spent + new.spent - old.spent
        WHERE scope = new.scope AND realm = new.realm AND currency = new.currency;
    END;
    DROP INDEX attempts_of_scope;
    """,
    """
    -- What runs were to do, each plan once; and the seconds that a job was billed, beside what they cost.
    CREATE TABLE plans (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
    ALTER TABLE runs ADD COLUMN planned TEXT NOT NULL DEFAULT '';
    ALTER TABLE runs ADD COLUMN some_rows INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attempts ADD COLUMN seconds TEXT NOT NULL DEFAULT '0';
    UPDATE attempts SET seconds = billed.seconds FROM (
      SELECT json_extract(data, '$.attempt') AS attempt, json_extract(data, '$.billed_seconds') AS seconds FROM events
      WHERE kind = 'JobSucceeded'
    ) AS billed WHERE attempts.attempt = billed.attempt;
    """,
    """
    -- Single flight is of a request and the bytes it is made from: made from others, it is another purchase.
    DROP INDEX one_open_attempt;
    CREATE UNIQUE INDEX one_open_attempt ON attempts (fingerprint, upstream) WHERE open = 1;
    """,
    """
    -- What a file is that stands under a name is asked by its bytes.
    CREATE INDEX results_by_digest ON results (digest);
    """,
    """
    -- What decides about a doubt: the service's times between which its request may have been taken in, what an error answer
    -- told of it, how its job was confirmed, and how often its task was ruled out before.
    ALTER TABLE attempts ADD COLUMN since REAL NOT NULL DEFAULT 0;
    ALTER TABLE attempts ADD COLUMN until REAL;
    ALTER TABLE attempts ADD COLUMN request_id TEXT NOT NULL DEFAULT '';
    ALTER TABLE attempts ADD COLUMN confirmed TEXT NOT NULL DEFAULT '';
    ALTER TABLE attempts ADD COLUMN ruled_out INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX attempts_of_request ON attempts (fingerprint);
    UPDATE attempts SET since = intended;
    UPDATE attempts SET until = intended + 400 WHERE state = 'doubt';
    UPDATE attempts SET confirmed = 'reply' WHERE job IS NOT NULL;
    """,
    """
    -- What may have, or has, a job that no task gets; `told`: a run has said so.
    ALTER TABLE attempts ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX attempts_buried ON attempts (realm) WHERE state IN ('ruled-out', 'given-up', 'orphan') AND told = 0;
    """,
    """
    -- What was about to be sent, before the account heard of it: a journal that lacks it is another, or an older backup.
    CREATE TABLE entered (attempt TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    """,
    """
    -- What people ask of runs that go on, by commands beside them: a run looks each second, and answers with an event.
    CREATE TABLE requests (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL, who TEXT NOT NULL,
      at REAL NOT NULL, answered INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX requests_open ON requests (run, seq) WHERE answered = 0;
    """,
    """
    -- What an attempt asks for stands once, under the number of the event of its intent; older events and attempts hold it.
    CREATE TABLE forms (intent INTEGER PRIMARY KEY, asked TEXT NOT NULL, body TEXT NOT NULL) STRICT;
    ALTER TABLE attempts ADD COLUMN intent INTEGER NOT NULL DEFAULT 0;
    DROP INDEX attempts_of_class;
    """,
    """
    -- Whether a person set the cap by a command of its own, and what the files of the newest run say it is.
    ALTER TABLE scopes ADD COLUMN decided INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE scopes ADD COLUMN said INTEGER;
    UPDATE scopes SET said = cap;
    """,
)


def migrate(db: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Bring a file up to date in one transaction; of two processes that open a new file, the second finds it done."""
    db.execute("BEGIN IMMEDIATE")
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        for step in steps[version:]:
            for statement in _statements(step):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {max(version, len(steps))}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """Split a script: `executescript` would commit the transaction that it runs in (Python's documentation of sqlite3)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
