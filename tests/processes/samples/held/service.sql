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
INSERT INTO "meta" VALUES('account','38724a8a-c694-4a75-b55f-e5d862f605f3');
INSERT INTO "meta" VALUES('secret','6e128b5f3b2a1597c394a2fe33c0688d145daca6680b4f0f3f38b580083fdf3f');
INSERT INTO "meta" VALUES('travelled_s','2160.0');
CREATE TABLE meter (
        job TEXT PRIMARY KEY REFERENCES jobs (id), billed_ms INTEGER NOT NULL, model TEXT NOT NULL,
        key_id TEXT NOT NULL, input_seconds TEXT NOT NULL,
        output_seconds TEXT NOT NULL, billed_seconds TEXT NOT NULL, tier TEXT NOT NULL, body_sha256 TEXT NOT NULL
    ) STRICT;
CREATE TABLE uploads (
        key TEXT PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
        created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
    ) STRICT;
INSERT INTO "uploads" VALUES('dashscope-instant/a70aac2f35cf52e1c74608a093675266/2026-11-27/548cefaf-6eec-4f1a-b96b-e5a489d941da/c88198411c96e6ac.mp4','f9f729591dc1019aadefea57d6a8fce5111cd93b8ca18e3b3822449eb6a33261',5079,'c88198411c96e6ac2f3dacce470bec721d90d2df19d7c7831d5dd89ce6f88bd7',1795761216164,1795934016164);
INSERT INTO "uploads" VALUES('dashscope-instant/a70aac2f35cf52e1c74608a093675266/2026-11-27/5b11d6c5-9c5e-4416-a3f8-75cb73cb07dd/0de22d54efc6a0e0.mp4','a75cba49b24ed8a0f51922d5f70b86c53ad0c73508a55537920b5379f1438ab0',4983,'0de22d54efc6a0e0e98b1e26db53e19318f80f6aa863ddf9b05617987811bd18',1795761216164,1795934016164);
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
