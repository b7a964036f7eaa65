BEGIN TRANSACTION;
CREATE TABLE disproved (
      realm TEXT NOT NULL, evidence TEXT NOT NULL, job TEXT NOT NULL, PRIMARY KEY (realm, evidence)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', journal TEXT NOT NULL DEFAULT '', ignored INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','39d82d31d5624d28abe4f9fc379ba299','48f87ff4c7b78bad976e95baf1e285fa0f0f6ad3f9ed749b85a677df4e148748','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','known','{folder}/.editchain','9a3ac8175ceb4f5286391bcf3f30b351','{folder}/.editchain/processes/9a3ac8175ceb4f5286391bcf3f30b351',1.79581448311204195018e+09,NULL,'f2f08c66-fa14-463f-ab94-a44e70e5c675','0c341d4f236340398ff381862869e24f',0);
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','d2ceb99e710849a4a094ec41bfb1c1fc','978ef8e523a872c699dc6860ae66b56e014127f437558b92d86481fb89282fc8','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','lane','{folder}/.editchain','9a3ac8175ceb4f5286391bcf3f30b351','{folder}/.editchain/processes/9a3ac8175ceb4f5286391bcf3f30b351',1.79581448304437756536e+09,NULL,'','0c341d4f236340398ff381862869e24f',0);
CREATE TABLE journals (
      journal TEXT PRIMARY KEY, project TEXT NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL, name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "journals" VALUES('0c341d4f236340398ff381862869e24f','{folder}/.editchain','3d1219c7c4c5404aaa1f6d2a48adfda4','e7a82883-ef74-4a9a-94e7-d8c302dde85d','vm');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
CREATE INDEX entries_of_journal ON entries (realm, journal);
CREATE INDEX entries_of_project ON entries (realm, project);
COMMIT;
PRAGMA user_version = 3;
