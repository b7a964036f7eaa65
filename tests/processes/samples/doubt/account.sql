BEGIN TRANSACTION;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','37a7e2909a9a49f8b71aa14faa14b6b3','7f9c9d818a6c4e253a95ca9d5ebda54773bbc7121a01516a8c6ed659ba58b407','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','shadow','{folder}/.editchain','94998f5ec98a43d98d9a640170733d3a','{folder}/.editchain/processes/94998f5ec98a43d98d9a640170733d3a',1.79576030710593938831e+09,1.79576031319897723198e+09,'');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
COMMIT;
PRAGMA user_version = 1;
