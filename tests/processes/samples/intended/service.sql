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
INSERT INTO "meta" VALUES('account','126734e9-e3f3-4cef-96e2-1046c08b1665');
INSERT INTO "meta" VALUES('secret','6c9394cbf24dbd3b2bb3e94e02f5659381b241f743cc56b431512bc2b4c8f113');
CREATE TABLE meter (
        job TEXT PRIMARY KEY REFERENCES jobs (id), billed_ms INTEGER NOT NULL, model TEXT NOT NULL,
        key_id TEXT NOT NULL, input_seconds TEXT NOT NULL,
        output_seconds TEXT NOT NULL, billed_seconds TEXT NOT NULL, tier TEXT NOT NULL, body_sha256 TEXT NOT NULL
    ) STRICT;
CREATE TABLE uploads (
        key TEXT PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
        created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
    ) STRICT;
INSERT INTO "uploads" VALUES('dashscope-instant/0636fc3e28e1c71658f48ded5229db4b/2026-11-28/2a5d7eec-fd0b-4574-820d-d67721c9be1e/c88198411c96e6ac.mp4','af1eef10bc16c9d6a94a8f27125f78e0bf16a79f7f501837ac0a8c0c34175a8f',5079,'c88198411c96e6ac2f3dacce470bec721d90d2df19d7c7831d5dd89ce6f88bd7',1795814476938,1795987276938);
INSERT INTO "uploads" VALUES('dashscope-instant/0636fc3e28e1c71658f48ded5229db4b/2026-11-28/f39bc0eb-a288-488d-aff3-f145167ffdc0/0de22d54efc6a0e0.mp4','c6de245642207e3e79bc8c458e4a642e5b2dd3b682d417bb5f34f1b5a51699d9',4983,'0de22d54efc6a0e0e98b1e26db53e19318f80f6aa863ddf9b05617987811bd18',1795814476966,1795987276966);
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
