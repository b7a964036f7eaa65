BEGIN TRANSACTION;
CREATE TABLE jobs (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, request_id TEXT NOT NULL, model TEXT NOT NULL,
        key_id TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, body BLOB NOT NULL,
        body_sha256 TEXT NOT NULL, prompt TEXT, tier TEXT NOT NULL,
        created_ms INTEGER NOT NULL, listed_ms INTEGER NOT NULL,
        known_ms INTEGER NOT NULL, state TEXT NOT NULL, held TEXT, scheduled_ms INTEGER, ended_ms INTEGER, code TEXT,
        message TEXT, result TEXT, notes TEXT NOT NULL DEFAULT '[]', operations TEXT NOT NULL DEFAULT '[]',
        performed INTEGER, unknown_fields TEXT NOT NULL, script TEXT NOT NULL
    ) STRICT;
INSERT INTO "jobs" VALUES(1,'1a076547-a906-4106-849a-cd33f7cf155c','d7bef74a-7687-46ba-9b04-77d97d20a198','wan2.7-videoedit','2578199215','6f9ae7a0-f512-4467-9ede-7483b550b332','cn-beijing',X'7B226D6F64656C223A2277616E322E372D766964656F65646974222C22696E707574223A7B2270726F6D7074223A227261696E222C226D65646961223A5B7B2274797065223A22766964656F222C2275726C223A2268747470733A2F2F6D2E6578616D706C652F612E6D7034227D5D7D2C22706172616D6574657273223A7B227265736F6C7574696F6E223A2237323050227D7D','cc5176878cff64b02472f8a1592a24fff1d2bfdd471872b11b9a6cf4d4610a38','rain','720P',1795727240439,1795727240439,1795727240439,'SUCCEEDED',NULL,1795727240448,1795727242356,NULL,NULL,'1a076547-a906-4106-849a-cd33f7cf155c.mp4','["video: a local sample stands in for the URL, which was not asked for", "a stamp: no edit was made, the picture spells the SHA-256 of the request''s body"]','[]',0,'[]','{}');
INSERT INTO "jobs" VALUES(2,'413aa85f-ec30-4c48-a125-1f04c6393a6d','e6e23889-694f-4d36-9a65-b61c4ea89020','wan2.7-videoedit','2578199215','6f9ae7a0-f512-4467-9ede-7483b550b332','cn-beijing',X'7B226D6F64656C223A2277616E322E372D766964656F65646974222C22696E707574223A7B2270726F6D7074223A22736E6F77222C226D65646961223A5B7B2274797065223A22766964656F222C2275726C223A2268747470733A2F2F6D2E6578616D706C652F612E6D7034227D5D7D2C22706172616D6574657273223A7B227265736F6C7574696F6E223A2237323050227D7D','b0ab5ce457a5022e3d5d129b1ff7597b0cb2ef55a1beee40b8efd7d5def20c62','snow','720P',1795727240593,1795727240593,1795727240593,'SUCCEEDED',NULL,1795727240594,1795727242332,NULL,NULL,'413aa85f-ec30-4c48-a125-1f04c6393a6d.mp4','["video: a local sample stands in for the URL, which was not asked for", "a stamp: no edit was made, the picture spells the SHA-256 of the request''s body"]','[]',0,'[]','{}');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('account','6f9ae7a0-f512-4467-9ede-7483b550b332');
INSERT INTO "meta" VALUES('secret','5a71625390a3b86e862479b4942f4c063508af1cf2791f0264e4fc303d3e626a');
CREATE TABLE meter (
        job TEXT PRIMARY KEY REFERENCES jobs (id), billed_ms INTEGER NOT NULL, model TEXT NOT NULL,
        key_id TEXT NOT NULL, input_seconds TEXT NOT NULL,
        output_seconds TEXT NOT NULL, tier TEXT NOT NULL, body_sha256 TEXT NOT NULL
    ) STRICT;
INSERT INTO "meter" VALUES('413aa85f-ec30-4c48-a125-1f04c6393a6d',1795727242332,'wan2.7-videoedit','2578199215','5.28','5.266','720P','b0ab5ce457a5022e3d5d129b1ff7597b0cb2ef55a1beee40b8efd7d5def20c62');
INSERT INTO "meter" VALUES('1a076547-a906-4106-849a-cd33f7cf155c',1795727242356,'wan2.7-videoedit','2578199215','5.28','5.266','720P','cc5176878cff64b02472f8a1592a24fff1d2bfdd471872b11b9a6cf4d4610a38');
CREATE TABLE uploads (
        key TEXT PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
        created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
    ) STRICT;
CREATE INDEX jobs_by_state ON jobs (state, seq);
CREATE INDEX jobs_by_time ON jobs (created_ms);
CREATE VIEW light AS SELECT
        seq, id, request_id, jobs.model AS model, jobs.key_id AS key_id, account, region,
        jobs.body_sha256 AS body_sha256, prompt, jobs.tier AS tier, created_ms, listed_ms, known_ms, state, held,
        scheduled_ms, ended_ms, code, message, result, notes, operations, performed, unknown_fields, script,
        input_seconds, output_seconds, meter.tier AS billed_tier
    FROM jobs LEFT JOIN meter ON meter.job = jobs.id;
COMMIT;
PRAGMA user_version=1;
