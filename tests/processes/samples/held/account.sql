BEGIN TRANSACTION;
CREATE TABLE disproved (
      realm TEXT NOT NULL, evidence TEXT NOT NULL, job TEXT NOT NULL, PRIMARY KEY (realm, evidence)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', journal TEXT NOT NULL DEFAULT '', ignored INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','e773ce5bcf404a34888dde1596332803','978ef8e523a872c699dc6860ae66b56e014127f437558b92d86481fb89282fc8','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','grave','{folder}/.editchain','619e0719305f480d9cbcac5f03fb2023','{folder}/.editchain/processes/619e0719305f480d9cbcac5f03fb2023',1.79581455302780723572e+09,1.7958145590558154583e+09,'','ba9033918330443a8ef58424ffaef79b',0);
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','ffdc77efd1e7456eba720756a55e532d','978ef8e523a872c699dc6860ae66b56e014127f437558b92d86481fb89282fc8','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','shadow','{folder}/.editchain','619e0719305f480d9cbcac5f03fb2023','{folder}/.editchain/processes/619e0719305f480d9cbcac5f03fb2023',1.79581467502309918404e+09,1.79581468104350161548e+09,'','ba9033918330443a8ef58424ffaef79b',0);
CREATE TABLE journals (
      journal TEXT PRIMARY KEY, project TEXT NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL, name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "journals" VALUES('ba9033918330443a8ef58424ffaef79b','{folder}/.editchain','3d1219c7c4c5404aaa1f6d2a48adfda4','e7a82883-ef74-4a9a-94e7-d8c302dde85d','vm');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
CREATE INDEX entries_of_journal ON entries (realm, journal);
CREATE INDEX entries_of_project ON entries (realm, project);
COMMIT;
PRAGMA user_version = 3;
