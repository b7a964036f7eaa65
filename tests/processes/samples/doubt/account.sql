BEGIN TRANSACTION;
CREATE TABLE disproved (
      realm TEXT NOT NULL, evidence TEXT NOT NULL, job TEXT NOT NULL, PRIMARY KEY (realm, evidence)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', journal TEXT NOT NULL DEFAULT '', ignored INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "entries" VALUES('draft:stamp-1:unsupported=fail','fb790326e04b45a9ae7195de419f404f','48f87ff4c7b78bad976e95baf1e285fa0f0f6ad3f9ed749b85a677df4e148748','a617cc43ce705c4a6f1c26f7d107fdc181ebbf121ee965189febaec5e1dd6c06','shadow','{folder}/.editchain','2699ee0d6b2d4db99973ddf95adb5304','{folder}/.editchain/processes/2699ee0d6b2d4db99973ddf95adb5304',1.79581448802310228345e+09,1.79581449405105948455e+09,'','62de8037447e4b57b8efe0a05cae1772',0);
CREATE TABLE journals (
      journal TEXT PRIMARY KEY, project TEXT NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL, name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "journals" VALUES('62de8037447e4b57b8efe0a05cae1772','{folder}/.editchain','3d1219c7c4c5404aaa1f6d2a48adfda4','e7a82883-ef74-4a9a-94e7-d8c302dde85d','vm');
CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
CREATE INDEX entries_of_journal ON entries (realm, journal);
CREATE INDEX entries_of_project ON entries (realm, project);
COMMIT;
PRAGMA user_version = 3;
