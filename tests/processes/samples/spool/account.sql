BEGIN TRANSACTION;
CREATE TABLE disproved (
      realm TEXT NOT NULL, evidence TEXT NOT NULL, job TEXT NOT NULL, PRIMARY KEY (realm, evidence)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', journal TEXT NOT NULL DEFAULT '', ignored INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','f2ce2ce0bd774302bc2ae670a76267ec','978ef8e523a872c699dc6860ae66b56e014127f437558b92d86481fb89282fc8','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','shadow','{folder}/.editchain','b6a178507e0a48c1aa49a709b9ea13dc','{folder}/.editchain/processes/b6a178507e0a48c1aa49a709b9ea13dc',1.79581452444922351832e+09,NULL,'','b2bfbaa0ac7542c49d4492ca41e694a2',0);
CREATE TABLE journals (
      journal TEXT PRIMARY KEY, project TEXT NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL, name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "journals" VALUES('b2bfbaa0ac7542c49d4492ca41e694a2','{folder}/.editchain','3d1219c7c4c5404aaa1f6d2a48adfda4','e7a82883-ef74-4a9a-94e7-d8c302dde85d','vm');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
CREATE INDEX entries_of_journal ON entries (realm, journal);
CREATE INDEX entries_of_project ON entries (realm, project);
COMMIT;
PRAGMA user_version = 3;
