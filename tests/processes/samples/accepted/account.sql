BEGIN TRANSACTION;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','1e419454816341bea8a53e7ace25c7a2','7f9c9d818a6c4e253a95ca9d5ebda54773bbc7121a01516a8c6ed659ba58b407','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','known','{folder}/.editchain','78385ce446254446bbddf2433c4a4a4e','{folder}/.editchain/processes/78385ce446254446bbddf2433c4a4a4e',1.79576028841948747631e+09,NULL,'a0fadf67-c8de-4bb1-ae76-8d84cc93975e');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
COMMIT;
PRAGMA user_version = 1;
