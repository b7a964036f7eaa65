BEGIN TRANSACTION;
CREATE TABLE jobs (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, request_id TEXT NOT NULL, model TEXT NOT NULL,
        entry TEXT NOT NULL, key_id TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, body BLOB NOT NULL,
        body_sha256 TEXT NOT NULL, prompt TEXT, tier TEXT NOT NULL,
        created_ms INTEGER NOT NULL, listed_ms INTEGER NOT NULL,
        known_ms INTEGER NOT NULL, state TEXT NOT NULL, held TEXT, scheduled_ms INTEGER, ended_ms INTEGER, code TEXT,
        message TEXT, result TEXT, notes TEXT NOT NULL DEFAULT '[]', operations TEXT NOT NULL DEFAULT '[]',
        performed INTEGER, unknown_fields TEXT NOT NULL, script TEXT NOT NULL
    ) STRICT;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('account','a2d35b14-0705-43de-acb1-6f35150422ab');
INSERT INTO "meta" VALUES('secret','761465edefce9d84f4b43fcbd3201e6796d40f006e7d5431676144ee9e42acc7');
CREATE TABLE meter (
        job TEXT PRIMARY KEY REFERENCES jobs (id), billed_ms INTEGER NOT NULL, model TEXT NOT NULL,
        key_id TEXT NOT NULL, input_seconds TEXT NOT NULL,
        output_seconds TEXT NOT NULL, billed_seconds TEXT NOT NULL, tier TEXT NOT NULL, body_sha256 TEXT NOT NULL
    ) STRICT;
CREATE TABLE uploads (
        key TEXT PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
        created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
    ) STRICT;
INSERT INTO "uploads" VALUES('dashscope-instant/d4d0d4adafe6b518aa7d08c5b7383acd/2026-11-27/a8da2d54-bdf4-4a87-b841-029ced06c617/c88198411c96e6ac.mp4','82a723fe8a724b57578d834c478ad318b3293946125e18e951638f8ec3f5ddbf',5079,'c88198411c96e6ac2f3dacce470bec721d90d2df19d7c7831d5dd89ce6f88bd7',1795760280643,1795933080643);
INSERT INTO "uploads" VALUES('dashscope-instant/d4d0d4adafe6b518aa7d08c5b7383acd/2026-11-27/4053d4fa-3a45-4384-8102-08e5d4a749c3/0de22d54efc6a0e0.mp4','50c72abe191d1b0c80e4022d0a863f504e90e995f311cacdfad082224313dab3',4983,'0de22d54efc6a0e0e98b1e26db53e19318f80f6aa863ddf9b05617987811bd18',1795760280694,1795933080694);
CREATE INDEX jobs_by_state ON jobs (state, seq);
CREATE INDEX jobs_by_time ON jobs (created_ms);
CREATE VIEW light AS SELECT
    seq, id, request_id, jobs.model AS model, entry, jobs.key_id AS key_id, account, region,
    jobs.body_sha256 AS body_sha256, prompt, jobs.tier AS tier, created_ms, listed_ms, known_ms, state, held,
    scheduled_ms, ended_ms, code, message, result, notes, operations, performed, unknown_fields, script,
    input_seconds, output_seconds, billed_seconds, meter.tier AS billed_tier
FROM jobs LEFT JOIN meter ON meter.job = jobs.id;
COMMIT;
PRAGMA user_version = 2;
