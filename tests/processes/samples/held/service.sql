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
INSERT INTO "meta" VALUES('account','522ddccb-4d60-4a03-b8e9-c15256478478');
INSERT INTO "meta" VALUES('secret','5c019d4cf6306ffffe3b089ce85af3378e2c39eb57a18bc2b4aa0935a5ce317b');
INSERT INTO "meta" VALUES('travelled_s','1560.0');
CREATE TABLE meter (
        job TEXT PRIMARY KEY REFERENCES jobs (id), billed_ms INTEGER NOT NULL, model TEXT NOT NULL,
        key_id TEXT NOT NULL, input_seconds TEXT NOT NULL,
        output_seconds TEXT NOT NULL, billed_seconds TEXT NOT NULL, tier TEXT NOT NULL, body_sha256 TEXT NOT NULL
    ) STRICT;
CREATE TABLE uploads (
        key TEXT PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
        created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
    ) STRICT;
INSERT INTO "uploads" VALUES('dashscope-instant/5dc113823ed370e05cd9e631e61e8e49/2026-11-28/e69032cb-f143-4afe-b199-6e20d4c84b6f/c88198411c96e6ac.mp4','5853caff2d384b1222f3b0f11cd61a30ef1f97c46b953f4093a6a2ccd34fddb7',5079,'c88198411c96e6ac2f3dacce470bec721d90d2df19d7c7831d5dd89ce6f88bd7',1795814555398,1795987355398);
INSERT INTO "uploads" VALUES('dashscope-instant/5dc113823ed370e05cd9e631e61e8e49/2026-11-28/df377d98-c8e1-41fe-a151-40570130b0f0/0de22d54efc6a0e0.mp4','d280836c490afaec9cb286e9648f41fbbee96e8b46ffb986cf20def1d1847749',4983,'0de22d54efc6a0e0e98b1e26db53e19318f80f6aa863ddf9b05617987811bd18',1795814555398,1795987355398);
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
